import { useI18n } from 'vue-i18n'
import type { components } from '@/shared/api/schema.gen'
import { csv, saveText } from '../parts/csv'

/** The page's figures as one table: name, code, value, out of. */
export function useFiguresExport(get: () => components['schemas']['Dashboard'] | undefined): () => void {
  const { t } = useI18n()
  return () => {
    const d = get()
    if (!d) return
    const f = d.figures
    const rows: (string | number)[][] = [['figure', 'of', 'value', 'denominator'], ['from', '', d.from, ''], ['to', '', d.to, '']]
    for (const name of ['received', 'closed', 'open', 'overdue'] as const) rows.push([name, '', f[name], ''])
    for (const name of ['byChannel', 'byNature', 'byCategory', 'byDepartment', 'bySeverity', 'byOutcome'] as const) for (const [code, n] of Object.entries(f[name])) rows.push([name, code, n, ''])
    for (const [name, r] of Object.entries(f.rates)) rows.push(['rate', name, r.numerator, r.denominator])
    for (const day of f.byDay) rows.push(['day', day.date, day.received, day.closed])
    saveText(csv(rows), `${t('figures.title')}-${d.from}-${d.to}.csv`)
  }
}
