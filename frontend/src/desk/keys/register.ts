import type { components } from '@/shared/api/schema.gen'
import type { Tone } from '@/shared/components/TagPill.vue'

export type Key = components['schemas']['EntrustedKey']
export type Lending = components['schemas']['KeyLending']

/** What the register may be narrowed to. */
export const shows = ['', 'overdue', 'out', 'held', 'lost', 'ended'] as const
export type Show = (typeof shows)[number]

export const filterOf = (show: Show) => (show === 'overdue' ? { overdue: true } : show ? { state: show } : {})

export const toneOf = (k: Pick<Key, 'state' | 'overdue'>): Tone => (k.overdue || k.state === 'lost' ? 'bad' : ({ out: 'waiting', held: 'good', ended: 'plain', lost: 'bad' } as const)[k.state])

/** Who holds a key, with the firm. */
export const holderOf = (l: Pick<Lending, 'firm' | 'holder'>) => [l.firm, l.holder.name].filter(Boolean).join(' ')

/** Steps in the order in which they are offered: the one that is due first. */
const order = ['sign', 'return', 'give-out', 'extend', 'found', 'settle', 'amend', 'hand-back', 'exception'] as const
export type Word = (typeof order)[number]
export const steps = (k: Pick<Key, 'allowed'>): Word[] => order.filter((w) => k.allowed.includes(w))
