import { partsOf } from '@/shared/format'

const two = (n: number) => String(n).padStart(2, '0')

/** A time as `datetime-local` inputs have it, in the estate's zone whatever the reader's is. */
export function toLocal(at: string | Date): string {
  const p = partsOf(new Date(at))
  return `${p.year}-${two(p.month)}-${two(p.day)}T${two(p.hour)}:${two(p.minute)}`
}

/** What such an input holds, with the estate's offset; null while it is incomplete. */
export function fromLocal(local: string): string | null {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(local) ? `${local.slice(0, 16)}:00+08:00` : null
}

export const hoursFromNow = (hours: number) => toLocal(new Date(Date.now() + hours * 3600_000))

/** 17:30 of the day so many days ahead: the end of office hours. */
export const dayEnd = (days: number) => `${toLocal(new Date(Date.now() + days * 86400_000)).slice(0, 10)}T17:30`

/** Whether such a local time still lies ahead: after hours the end of today does not. */
export const isAhead = (local: string) => local > toLocal(new Date())
