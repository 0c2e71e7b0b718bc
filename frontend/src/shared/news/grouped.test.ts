import { expect, it } from 'vitest'
import { byMatter, type News } from './grouped'

const news = (id: string, number: string, read: boolean) => ({ id, number, readAt: read ? '2026-11-29T00:00:00Z' : null }) as unknown as News

it('keeps what was told of one matter together, at the place of its newest', () => {
  const groups = byMatter([news('5', 'B', false), news('4', 'A', true), news('3', 'B', false), news('2', 'B', true), news('1', 'A', true)])
  expect(groups.map((g) => [g.number, g.all.map((n) => n.id), g.unreadBelow])).toEqual([
    ['B', ['5', '3', '2'], 1],
    ['A', ['4', '1'], 0],
  ])
})
