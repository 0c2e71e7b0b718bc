import type { components } from '@/shared/api/schema.gen'

export type Line = components['schemas']['RegisteredLetter']

export const columns = ['number', 'day', 'party', 'subject', 'documentNumber', 'matter', 'answer', 'by'] as const

/** A letter waits for its answer when it came in on a matter, or when ours asked for one. */
export const waits = (l: Pick<Line, 'direction' | 'answeredAt' | 'replyBy' | 'matterNumber'>) => !l.answeredAt && (l.direction === 'in' ? !!l.matterNumber : !!l.replyBy)

/** A line as the export has it, column by column. */
export function rowOf(l: Line, kind: string, day: (at: string) => string): string[] {
  const answer = l.answeredAt ? day(l.answeredAt) : ''
  return [l.number, day(l.receivedOn ?? l.at), l.party ?? '', [l.subject ?? '', kind].filter(Boolean).join(' · '), l.documentNumber ?? '', l.matterNumber ?? '', answer, l.by.name]
}
