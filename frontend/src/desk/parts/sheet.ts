import { api, call } from '@/shared/api/client'
import type { components } from '@/shared/api/schema.gen'
import { isoDay } from '@/shared/format'
import { toLocal } from './moment'

/** Cells are what the column's format says: yuan in fen, a day as YYYY-MM-DD, a moment as the contract writes it; text unless told. */
export interface Column {
  title: string
  format?: Format | undefined
  total?: boolean
}
type Format = components['schemas']['SheetColumn']['format']

/** A table to take away, as a workbook or as CSV. */
export interface Sheet {
  name: string
  columns: (string | Column)[]
  rows: (string | number | null | undefined)[][]
}

/** More than this is not taken away at once: the list wants narrowing. */
export const mostRows = 3000

/** All that a list holds, page by page, whatever of it is on the screen. */
export async function everything<T>(page: (cursor?: string) => Promise<{ items: T[]; nextCursor?: string | null }>): Promise<T[]> {
  const all: T[] = []
  for (let cursor: string | undefined; all.length < mostRows; ) {
    const { items, nextCursor } = await page(cursor)
    all.push(...items)
    if (!nextCursor) break
    cursor = nextCursor
  }
  return all.slice(0, mostRows)
}

export async function saveSheet(sheet: Sheet, as: 'xlsx' | 'csv'): Promise<void> {
  const file = `${sheet.name}-${isoDay(new Date())}.${as}`
  if (as === 'csv') return save(new Blob([csv(sheet)], { type: 'text/csv;charset=utf-8' }), file)
  const columns = sheet.columns.map((c) => ({ format: 'text' as const, ...(typeof c === 'string' ? { title: c } : c) }))
  const rows = sheet.rows.map((row) => row.map((cell) => (cell === '' || cell === undefined ? null : cell)))
  save((await call(api.POST('/sheets', { body: { name: sheet.name, columns, rows }, parseAs: 'blob' }))) as unknown as Blob, file)
}

/** CSV that spreadsheet programs open: UTF-8 with mark, CRLF, and no cell that one of them would take for a formula. */
export function csv(sheet: Pick<Sheet, 'columns' | 'rows'>): string {
  const formats = sheet.columns.map((c) => (typeof c === 'string' ? 'text' : (c.format ?? 'text')))
  const titles = sheet.columns.map((c) => (typeof c === 'string' ? c : c.title))
  return '\uFEFF' + [titles, ...sheet.rows].map((row, n) => row.map((value, i) => cell(value, n ? formats[i] : 'text')).join(',')).join('\r\n') + '\r\n'
}

function cell(value: string | number | null | undefined, format: string | undefined): string {
  if (value === null || value === undefined) return ''
  if (format === 'yuan') return (Number(value) / 100).toFixed(2)
  if (typeof value === 'number') return String(value)
  const text = format === 'moment' && value ? toLocal(value).replace('T', ' ') : value
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
