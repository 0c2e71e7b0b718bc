import type { components } from '../api/schema.gen'

export type News = components['schemas']['Notification']

export interface MatterNews {
  number: string
  all: News[]
  /** Unread ones under the newest. */
  unreadBelow: number
}

/** What was told of one matter stands together, at the place of its newest. */
export function byMatter(items: News[]): MatterNews[] {
  const groups = new Map<string, MatterNews>()
  for (const n of items) {
    const number = n.number || n.id // not about a matter: alone
    const group = groups.get(number) ?? { number, all: [], unreadBelow: 0 }
    if (group.all.length && !n.readAt) group.unreadBelow++
    group.all.push(n)
    groups.set(number, group)
  }
  return [...groups.values()]
}
