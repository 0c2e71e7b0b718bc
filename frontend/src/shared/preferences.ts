import { reactive, readonly } from 'vue'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
export type TypeSize = 'normal' | 'large'

const state = reactive({ language: initialLanguage(), typeSize: initialTypeSize() })

/** What a person set on this device: language and type size (大字版). */
export const preferences = readonly(state)
export const currentLanguage = (): Language => state.language

export function rememberLanguage(language: Language): void {
  state.language = language
  keep('anju.language', language)
  document.documentElement.lang = language
}

export function setTypeSize(size: TypeSize): void {
  state.typeSize = size
  keep('anju.typeSize', size)
  document.documentElement.dataset.type = size
}

/** Puts the preferences on the document before the first paint. */
export function applyPreferences(): void {
  document.documentElement.lang = state.language
  document.documentElement.dataset.type = state.typeSize
}

function initialLanguage(): Language {
  const kept = stored('anju.language')
  if (kept === 'zh-CN' || kept === 'en') return kept
  return /^en\b/i.test(navigator.language) ? 'en' : 'zh-CN'
}

function initialTypeSize(): TypeSize {
  return stored('anju.typeSize') === 'large' ? 'large' : 'normal'
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Private windows may forbid storage; the choice then lasts until reload.
  }
}
