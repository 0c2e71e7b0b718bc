/** Commands of an owner that need words and nothing more. */
export const reasoned = ['decline', 'withdraw', 'reopen', 'appeal', 'urge'] as const
export type Reasoned = (typeof reasoned)[number]
