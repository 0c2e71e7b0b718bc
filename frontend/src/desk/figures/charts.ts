import type { components } from '@/shared/api/schema.gen'
import type { ChartOption } from './echarts'

type Figures = components['schemas']['Figures']
const ink = '#465654'
const line = '#e3dccd'
const teal = '#17746d'
const clay = '#c05a2b'
const font = { color: ink, fontSize: 12, fontFamily: "'PingFang SC','Noto Sans CJK SC',sans-serif" }
const still = { animation: false, textStyle: font }

/** Received and closed, day by day; weeks where days would be too many to tell apart. */
export function byDay(figures: Figures, names: { received: string; closed: string }): ChartOption {
  const days = figures.byDay.length > 70 ? weeks(figures.byDay) : figures.byDay
  return {
    ...still,
    grid: { left: 36, right: 12, top: 34, bottom: 26 },
    legend: { top: 0, right: 0, textStyle: font, itemWidth: 14, itemHeight: 8 },
    tooltip: { trigger: 'axis', confine: true },
    xAxis: { type: 'category', data: days.map((d) => d.date.slice(5)), axisLabel: font, axisTick: { show: false }, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: font, splitLine: { lineStyle: { color: line } } },
    series: [
      { name: names.received, type: 'bar', data: days.map((d) => d.received), itemStyle: { color: teal }, barMaxWidth: 16 },
      { name: names.closed, type: 'line', data: days.map((d) => d.closed), symbol: 'circle', symbolSize: 5, itemStyle: { color: clay }, lineStyle: { width: 2, type: 'dashed' } },
    ],
  }
}

function weeks(days: Figures['byDay']): Figures['byDay'] {
  const sums: Figures['byDay'] = []
  days.forEach((d, i) => {
    if (i % 7 === 0) sums.push({ ...d })
    else {
      const week = sums[sums.length - 1]
      if (week) Object.assign(week, { received: week.received + d.received, closed: week.closed + d.closed })
    }
  })
  return sums
}

export interface Bar {
  code: string
  name: string
  value: number
}

export const barsOf = (counts: Record<string, number>, name: (code: string) => string, most = 10): Bar[] =>
  Object.entries(counts)
    .map(([code, value]) => ({ code, name: name(code), value }))
    .filter((b) => b.value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, most)

/** `say` puts a value into words where it is no plain count. */
export function bars(list: Bar[], say?: (value: number) => string): ChartOption {
  const up = [...list].reverse()
  return {
    ...still,
    grid: { left: 8, right: say ? 86 : 36, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: { type: 'category', data: up.map((b) => b.name), axisLabel: { ...font, width: 128, overflow: 'truncate' }, axisTick: { show: false }, axisLine: { show: false } },
    series: [{ type: 'bar', data: up.map((b) => ({ value: b.value, code: b.code })), itemStyle: { color: teal, borderRadius: [0, 3, 3, 0] }, barMaxWidth: 16, label: { show: true, position: 'right', ...font, ...(say ? { formatter: (p: { value?: unknown }) => say(Number(p.value)) } : {}) }, cursor: 'pointer' }],
  }
}
