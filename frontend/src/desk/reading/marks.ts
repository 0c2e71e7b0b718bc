import type { components } from '@/shared/api/schema.gen'

export type Hint = components['schemas']['WordingHint']

export interface Excerpt {
  before: string
  words: string
  after: string
  /** Where the words stand in the text, as a text field counts. */
  from: number
  to: number
}

const around = 8

/** The words of a hint with a little of what stands around them. The contract counts characters, text fields count UTF-16 units. */
export function excerpt(text: string, hint: Pick<Hint, 'start' | 'end'>): Excerpt {
  const chars = [...text]
  const cut = (from: number, to: number) => chars.slice(Math.max(from, 0), to).join('')
  const words = cut(hint.start, hint.end)
  const from = cut(0, hint.start).length
  const line = (part: string, last: boolean) => (last ? (part.split('\n').at(-1) ?? '') : (part.split('\n')[0] ?? ''))
  return {
    before: (hint.start > around ? '…' : '') + line(cut(hint.start - around, hint.start), true),
    words,
    after: line(cut(hint.end, hint.end + around), false) + (chars.length > hint.end + around ? '…' : ''),
    from,
    to: from + words.length,
  }
}
