import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useWords } from '@/shared/words/useWords'
import { useChoices } from '../parts/useChoices'

const plain = ['name', 'community', 'house', 'building', 'unit', 'room', 'contractNumber', 'signedOn', 'handedOverOn', 'areaM2', 'phone', 'email', 'idNumber', 'emergencyName', 'emergencyRelation', 'emergencyPhone', 'notes']
const warranty = 'warranty.'

/** What a column can hold: the fields of a person and a house, and each part's last day of warranty. */
export function useFields() {
  const { of } = useChoices()
  return computed(() => [...plain, ...of('warrantyParts').map((p) => warranty + p.value)])
}

export function useFieldName() {
  const { t, te } = useI18n()
  const words = useWords()
  return (field: string): string => {
    if (field.startsWith(warranty)) return t('imports.warrantyOf', { part: words('part', field.slice(warranty.length)) })
    const key = `imports.field.${field}`
    return te(key) ? t(key) : field
  }
}
