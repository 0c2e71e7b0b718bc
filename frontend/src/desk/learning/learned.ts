import type { components } from '@/shared/api/schema.gen'

export type FollowUp = components['schemas']['FollowUp']
export type Corrective = components['schemas']['CorrectiveAction']
export type Todo = components['schemas']['CorrectiveTodo']
export type BoxCode = components['schemas']['CorrectiveBoxCode']
export type CaseStudy = components['schemas']['CaseStudy']

/** Query keys of what is learned; whatever changes one may change the others. */
export const learned = ['learned'] as const
