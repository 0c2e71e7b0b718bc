import type { components } from '@/shared/api/schema.gen'

export type ReplyTemplate = components['schemas']['ReplyTemplate']
export type Step = components['schemas']['ReplyTemplateStep']

/** The steps whose words a template may begin, each once. */
const all: Record<Step, true> = {
  answer: true, refer: true, progress: true, comment: true, bulletin: true, return: true, 'request-info': true, call: true, 'letter-out': true,
}
export const steps = Object.keys(all) as Step[]

/** What may stand in a text, in braces. */
export const places = ['number', 'title', 'department', 'handler', 'phone'] as const

/** A text cut into words and places, for showing the places apart. */
export function parts(text: string): { words: string; place: boolean }[] {
  return text.split(/(\{[a-z]+\})/).filter(Boolean).map((words) => ({ words, place: /^\{[a-z]+\}$/.test(words) }))
}
