export type Calendar = 'office' | 'service' | 'wall'
export type Unit = 'minute' | 'hour' | 'workday' | 'day'

const minutesOf: Record<Unit, number> = { minute: 1, hour: 60, workday: 480, day: 1440 }

/** The units in which a limit of a calendar is said; a working day is 480 office minutes. */
export const unitsOf = (calendar: string): Unit[] => (calendar === 'office' ? ['minute', 'hour', 'workday'] : calendar === 'wall' ? ['minute', 'hour', 'day'] : ['minute', 'hour'])

/** The largest unit in which so many minutes are a whole number. */
export function spoken(minutes: number, calendar: string): { n: number; unit: Unit } {
  const unit = [...unitsOf(calendar)].reverse().find((u) => minutes > 0 && minutes % minutesOf[u] === 0 && (u === 'minute' || u === 'hour' || minutes / minutesOf[u] >= (u === 'day' ? 2 : 1))) ?? 'minute'
  return { n: minutes / minutesOf[unit], unit }
}

export const inMinutes = (n: number, unit: Unit): number => Math.round(n * minutesOf[unit])
