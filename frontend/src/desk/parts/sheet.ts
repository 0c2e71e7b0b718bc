import { api, call } from '@/shared/api/client'
import { problemOf } from '@/shared/api/problem'
import type { components, paths } from '@/shared/api/schema.gen'
import { ticketFor } from '@/shared/api/tickets'
import { isoDay } from '@/shared/format'

export type FileKind = 'xlsx' | 'csv'

/** Cells are what the column's format says: yuan in fen, a day as YYYY-MM-DD, a moment as the contract writes it; text unless told. */
export interface Column {
  title: string
  format?: components['schemas']['SheetColumn']['format'] | undefined
  total?: boolean
}

/** A table that a page has put together itself: figures, the households of a matter. */
export interface Sheet {
  name: string
  columns: (string | Column)[]
  rows: (string | number | null | undefined)[][]
}

/** A list to take away whole: its name among the exports, the filters it is read with, and how long it is where that is known. */
export interface Listed {
  table: paths['/exports/{table}']['get']['parameters']['path']['table']
  query?: Record<string, string | number | boolean | string[] | undefined>
  total?: number | undefined
}

export interface Taken {
  rows: number
  more: boolean
}

export async function saveSheet(sheet: Sheet, as: FileKind): Promise<Taken> {
  const columns = sheet.columns.map((c) => ({ format: 'text' as const, ...(typeof c === 'string' ? { title: c } : c) }))
  const rows = sheet.rows.map((row) => row.map((cell) => (cell === '' || cell === undefined ? null : cell)))
  const file = (await call(api.POST('/sheets', { body: { name: sheet.name, format: as, columns, rows }, parseAs: 'blob' }))) as unknown as Blob
  save(file, `${sheet.name}-${isoDay(new Date())}.${as}`)
  return { rows: rows.length, more: false }
}

/** The server puts the file together; whoever stops waiting ends that too. */
export async function saveList(list: Listed, as: FileKind, signal: AbortSignal): Promise<Taken> {
  const response = await fetch(await ticketFor(addressOf(list, as)), { signal })
  if (!response.ok) throw problemOf(response, await response.json().catch(() => undefined))
  save(await response.blob(), nameIn(response.headers.get('Content-Disposition')) ?? `${list.table}.${as}`)
  return { rows: Number(response.headers.get('X-Export-Rows')), more: response.headers.get('X-Export-More') === 'true' }
}

/** Lists in the query are joined by commas, as everywhere in the contract. */
export function addressOf(list: Listed, as: FileKind): string {
  const query = new URLSearchParams({ format: as })
  for (const [name, said] of Object.entries(list.query ?? {})) if (said !== undefined && said !== '') query.set(name, String(said))
  return `/exports/${list.table}?${query}`
}

export function nameIn(disposition: string | null): string | undefined {
  const name = /filename\*=utf-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return name && decodeURIComponent(name)
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
