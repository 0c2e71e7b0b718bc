import type { components } from '@/shared/api/schema.gen'
import type { Matter } from '@/shared/api/types'
import { session } from '@/shared/session'

export type Order = components['schemas']['SupervisionOrder']
export type OrderPart = components['schemas']['OrderPart']
export type Board = components['schemas']['Supervision']
export type LoadLine = components['schemas']['SupervisionLoad'] & { department: string; accountId?: string | null; name?: string | null }
export type Consulted = components['schemas']['ConsultationItem']

export const levels = ['urging', 'order', 'circular'] as const
export const loadColumns = ['overdue', 'dueSoon', 'longLate', 'waiting', 'urged', 'ordered', 'paused'] as const
export const sources = ['overdue', 'instruction', 'transfer', 'urged', 'audit'] as const

/** Whether the reader's own department has to answer an order over a matter. */
export const isForMe = (o: Matter['orders'][number]) => o.to === session.user?.department
export const orderToAnswer = (m: Matter) => m.orders.find((o) => !o.answer && isForMe(o))
