import { isoDay } from './format'

/** A window of a visit, as the contract writes times. */
export interface Slot {
  from: string
  to: string
}
export interface SlotDay {
  day: string
  slots: Slot[]
}

const minutes = (hhmm: string) => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3, 5))
const clock = (m: number) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`

/** The windows that may still be taken, for so many days from today, in the estate's time. */
export function slotsOf(limits: { visitFrom: string; visitTo: string; visitHours: number }, now: Date, days = 7): SlotDay[] {
  const length = limits.visitHours * 60
  return Array.from({ length: days }, (_, i) => isoDay(new Date(now.getTime() + i * 86400_000)))
    .map((day) => {
      const slots: Slot[] = []
      for (let m = minutes(limits.visitFrom); m + length <= minutes(limits.visitTo); m += length) {
        const slot = { from: `${day}T${clock(m)}:00+08:00`, to: `${day}T${clock(m + length)}:00+08:00` }
        if (new Date(slot.from) > now) slots.push(slot)
      }
      return { day, slots }
    })
    .filter((d) => d.slots.length > 0)
}

export const sameSlot = (a: Slot | null, b: Slot | null) =>
  !!a && !!b && new Date(a.from).getTime() === new Date(b.from).getTime() && new Date(a.to).getTime() === new Date(b.to).getTime()
