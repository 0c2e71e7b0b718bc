/** The four parts of a courteous reasoned reply (有礼有据), in the order in which an owner reads them. */
export const parts = ['thanks', 'checked', 'why', 'still'] as const
export type Part = (typeof parts)[number]
export type Parts = Record<Part, string>

export interface Letter {
  parts: Parts
  /** What will be sent; once a person has changed it by hand, parts no longer overwrite it. */
  text: string
  own: boolean
}

/** One letter of the parts that are filled in, between greeting and closing. */
export function compose(greeting: string, filled: Parts, closing: string): string {
  return [greeting, ...parts.map((p) => filled[p].trim()).filter(Boolean), closing].filter(Boolean).join('\n')
}

/** The parts that still say nothing, or stop where the ready-made beginning ends. */
export const empty = (filled: Parts): Part[] => parts.filter((p) => !filled[p].trim() || /[：:]$/.test(filled[p].trim()))
