import type { ChartOption } from '../figures/echarts'
import { everyMonth, type Totals } from './useLedger'

const font = { color: '#465654', fontSize: 12, fontFamily: "'PingFang SC','Noto Sans CJK SC',sans-serif" }
const line = { lineStyle: { color: '#e3dccd' } }
const colours = ['#17746d', '#c05a2b', '#8a7a3f', '#5b7f9e', '#8d5a82', '#6f7d7a']

/** What each month cost, stacked by who bears it, and what came back. */
export function byMonth(totals: Totals, name: (department: string) => string, recovered: string): ChartOption {
  const months = everyMonth(totals.months)
  const yuan = (fen: number | undefined) => (fen ?? 0) / 100
  const departments = Object.entries(totals.byDepartment).sort((a, b) => b[1] - a[1]).map(([code]) => code)
  return {
    animation: false, textStyle: font, color: colours,
    grid: { left: 8, right: 12, top: 34, bottom: 4, containLabel: true },
    legend: { top: 0, right: 0, type: 'scroll', textStyle: font, itemWidth: 14, itemHeight: 8 },
    tooltip: { trigger: 'axis', confine: true },
    xAxis: { type: 'category', data: months.map((m) => m.month), axisLabel: font, axisTick: { show: false }, axisLine: line },
    yAxis: { type: 'value', axisLabel: font, splitLine: line },
    series: [
      ...departments.map((code) => ({ name: name(code), type: 'bar', stack: 'paid', barMaxWidth: 28, data: months.map((m) => yuan(m.byDepartment[code])) })),
      { name: recovered, type: 'line', symbol: 'circle', symbolSize: 6, data: months.map((m) => yuan(m.recoveredFen)), itemStyle: { color: '#2f6f3e' }, lineStyle: { width: 2, type: 'dashed' } },
    ],
  }
}
