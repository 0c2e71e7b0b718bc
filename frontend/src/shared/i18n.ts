import { createI18n } from 'vue-i18n'
import { currentLanguage, rememberLanguage, type Language } from './preferences'

export type Messages = { [key: string]: string | Messages }
export type MessageLoader = Record<Language, () => Promise<{ default: Messages }>>

const i18n = createI18n({
  legacy: false,
  locale: currentLanguage(),
  fallbackLocale: false,
  messages: {} as Record<string, Messages>,
  missingWarn: true,
})

let load: MessageLoader | null = null

/** Loads the language that is set; the other one is fetched when chosen. */
export async function startI18n(loader: MessageLoader) {
  load = loader
  await useLanguage(currentLanguage())
  return i18n
}

export async function useLanguage(language: Language): Promise<void> {
  if (!i18n.global.availableLocales.includes(language) && load) {
    i18n.global.setLocaleMessage(language, (await load[language]()).default)
  }
  i18n.global.locale.value = language
  rememberLanguage(language)
}

/** Files `…/<feature>/locales/<language>.json` become `{<feature>: …}`. */
export function gather(...globs: Record<string, Messages>[]): Messages {
  const all: Messages = {}
  for (const files of globs) {
    for (const [path, messages] of Object.entries(files)) {
      const feature = path.split('/').at(-3)
      if (feature) all[feature] = messages
    }
  }
  return all
}

/** For modules outside components. */
export const translate = (key: string, values?: Record<string, unknown>): string =>
  values ? i18n.global.t(key, values) : i18n.global.t(key)
