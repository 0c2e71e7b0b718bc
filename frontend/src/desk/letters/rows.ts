import type { components } from '@/shared/api/schema.gen'

export type Line = components['schemas']['RegisteredLetter']

export const columns = ['number', 'day', 'party', 'subject', 'documentNumber', 'matter', 'answer', 'by'] as const

/** A letter waits for its answer when it came in on a matter, or when ours asked for one. */
export const waits = (l: Pick<Line, 'direction' | 'answeredAt' | 'replyBy' | 'matterNumber'>) => !l.answeredAt && (l.direction === 'in' ? !!l.matterNumber : !!l.replyBy)
