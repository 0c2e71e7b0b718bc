import { useI18n } from 'vue-i18n'
import type { components } from '@/shared/api/schema.gen'
import { useWords } from '@/shared/words/useWords'
import type { Sheet } from '../parts/sheet'

const groups = { byChannel: 'channel', byNature: 'nature', byCategory: 'category', byDepartment: 'department', bySeverity: 'severity', byOutcome: 'outcome' } as const

/** The page's figures as one table: name, of what, how many, out of how many. */
export function useFiguresExport(get: () => components['schemas']['Dashboard'] | undefined): () => Sheet {
  const { t } = useI18n()
  const words = useWords()
  return () => {
    const count = { format: 'count' as const }
    const sheet: Sheet = { name: t('figures.title'), columns: [t('figures.sheet.figure'), t('figures.sheet.of'), { title: t('figures.sheet.value'), ...count }, { title: t('figures.sheet.outOf'), ...count }], rows: [] }
    const d = get()
    if (!d) return sheet
    const f = d.figures
    const { rows } = sheet
    sheet.name += `-${d.from}-${d.to}`
    for (const name of ['received', 'closed', 'open', 'overdue'] as const) rows.push([t(`figures.${name}`), '', f[name], null])
    for (const [name, of] of Object.entries(groups) as [keyof typeof groups, (typeof groups)[keyof typeof groups]][]) {
      for (const [code, n] of Object.entries(f[name])) rows.push([t(`figures.by.${of}`), code === 'none' ? t('parts.none') : words(of, code), n, null])
    }
    for (const [name, r] of Object.entries(f.rates)) rows.push([t(`figures.rate.${name}`), '', r.numerator, r.denominator])
    for (const day of f.byDay) rows.push([t('figures.received'), day.date, day.received, null], [t('figures.closed'), day.date, day.closed, null])
    return sheet
  }
}
