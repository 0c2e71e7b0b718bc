import { useI18n } from 'vue-i18n'
import { api, call } from '@/shared/api/client'
import type { MatterItem } from '@/shared/api/types'
import { useWords } from '@/shared/words/useWords'
import { everything, type Sheet } from '../parts/sheet'
import type { ListQuery } from './filters'

const columns = ['number', 'severity', 'title', 'house', 'reporter', 'status', 'nature', 'channel', 'category', 'department', 'assignee', 'due', 'received', 'updated'] as const
const moments: readonly string[] = ['due', 'received', 'updated']

/** The matters of a list as a table to take away, in the words that the screen shows. */
export function useExport() {
  const { t } = useI18n()
  const words = useWords()
  const sheet = (matters: MatterItem[]): Sheet => ({
    name: t('queue.file'),
    columns: columns.map((c) => ({ title: t(`queue.col.${c}`), format: moments.includes(c) ? 'moment' : undefined })),
    rows: matters.map((m) => [
      m.number, words('severity', m.severity), m.title, m.houseLabel ?? m.place ?? m.communityName ?? '', m.reporter?.name, words('status', m.status),
      words('nature', m.nature), words('channel', m.channel), words('category', m.category ?? m.suggestion?.category), words('department', m.department),
      m.assignee?.name, m.dueAt, m.receivedAt, m.updatedAt,
    ]),
  })
  const all = (list: ListQuery) => everything<MatterItem>((cursor) => call(api.GET('/complaints', { params: { query: { ...list, limit: 100, cursor } } })))
  return { sheet, all }
}
