import { preferences, type Language } from '../preferences'

const inPlaceOf = /（代 (.+?)）$/

/** A name as it stands on record, 赵建国（代 王德胜）, in the reader's words. */
export function nameOn(record: string | undefined, lang: Language = preferences.language): string {
  return lang === 'en' ? (record ?? '').replace(inPlaceOf, ' (for $1)') : (record ?? '')
}
