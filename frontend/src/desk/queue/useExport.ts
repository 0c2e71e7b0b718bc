import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MatterItem } from '@/shared/api/types'
import { isoDay } from '@/shared/format'
import { useWords } from '@/shared/words/useWords'
import { csv, saveText } from '../parts/csv'
import { toLocal } from '../parts/moment'

const columns = ['number', 'severity', 'title', 'house', 'reporter', 'status', 'nature', 'channel', 'category', 'department', 'assignee', 'due', 'received', 'updated'] as const

/** Saves the rows on the screen, no more and no less, in the words that the screen shows. */
export function useExport(rows: Ref<MatterItem[]>): () => void {
  const { t } = useI18n()
  const words = useWords()
  const time = (at: string | null) => (at ? toLocal(at).replace('T', ' ') : '')

  return () => {
    const body = rows.value.map((m) => [
      m.number, words('severity', m.severity), m.title, m.houseLabel ?? m.place ?? m.communityName ?? '', m.reporter?.name ?? '', words('status', m.status),
      words('nature', m.nature), words('channel', m.channel), words('category', m.category ?? m.suggestion?.category), words('department', m.department),
      m.assignee?.name ?? '', time(m.dueAt), time(m.receivedAt), time(m.updatedAt),
    ])
    saveText(csv([columns.map((c) => t(`queue.col.${c}`)), ...body]), `${t('queue.file')}-${isoDay(new Date())}.csv`)
  }
}
