import { describe, expect, it } from 'vitest'
import { day, dayOnPaper, dayTime, distance, fenOf, isoDay, money, phoneOf } from './format'

const now = new Date('2026-11-22T08:00:00Z') // 16:00 in Shanghai

describe('money', () => {
  it.each([
    [0, '¥0.00', '¥0.00'],
    [-85000, '-¥850.00', '-¥850.00'],
    [123456, '¥1,234.56', '¥1,234.56'],
  ])('%i fen', (fen, zh, en) => {
    expect(money(fen, 'zh-CN')).toBe(zh)
    expect(money(fen, 'en')).toBe(en)
  })

  it.each([
    ['350', 35000],
    ['350.5', 35050],
    ['１，２００元', 120000],
    ['¥19.99', 1999],
    ['', null],
    ['一百', null],
    ['-3', null],
    ['1.234', null],
  ])('reads %s', (typed, fen) => expect(fenOf(typed)).toBe(fen))
})

describe('phone', () => {
  it.each([
    ['13800001234', '138-0000-1234'],
    ['138-0000-1234', '138-0000-1234'],
    ['138****1234', '138****1234'],
    ['02158881234', '02158881234'],
  ])('%s', (kept, shown) => expect(phoneOf(kept)).toBe(shown))
})

describe('a day on paper', () => {
  it('names the year and the weekday in the estate’s time', () => {
    expect(dayOnPaper('2026-11-29', 'zh-CN')).toBe('2026年11月29日 周日')
    expect(dayOnPaper('2026-11-28T16:30:00Z', 'en')).toBe('Sun 29 Nov 2026')
  })
})

describe('days of the estate', () => {
  it.each([
    ['2026-11-22T15:59:00Z', '今天', 'today'],
    ['2026-11-22T16:00:00Z', '明天', 'tomorrow'],
    ['2026-11-21T02:00:00Z', '昨天', 'yesterday'],
    ['2026-11-03', '11月3日', '3 Nov'],
    ['2025-01-31', '2025年1月31日', '31 Jan 2025'],
  ])('%s', (iso, zh, en) => {
    expect(day(iso, 'zh-CN', now)).toBe(zh)
    expect(day(iso, 'en', now)).toBe(en)
  })

  it('tells the hour in the estate, wherever the reader is', () => {
    expect(dayTime('2026-11-22T09:05:00Z', 'zh-CN', now)).toBe('今天 17:05')
    expect(isoDay(new Date('2026-11-22T16:30:00Z'))).toBe('2026-11-23')
  })

  it.each([
    ['2026-11-22T08:20:00Z', '还有 20 分钟', '20 min left'],
    ['2026-11-22T07:59:50Z', '已过 1 分钟', '1 min late'],
    ['2026-11-22T11:00:00Z', '还有 3 小时', '3 h left'],
    ['2026-11-26T08:00:00Z', '还有 4 天', '4 days left'],
    ['2026-11-22T06:00:00Z', '已过 2 小时', '2 h late'],
  ])('%s is so far away', (iso, zh, en) => {
    expect(distance(iso, 'zh-CN', now)).toBe(zh)
    expect(distance(iso, 'en', now)).toBe(en)
  })
})
