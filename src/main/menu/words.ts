/** The few sentences that main shows itself: menus, and the questions that no page can ask. */
import i18next from 'i18next'
import english from '@shared/locales/main.en.json'
import { toTitleCase } from './title-case'

export type Words = (key: string, values?: Record<string, string | number>) => string

/** Falls back to English for every language that is not there yet. */
export async function loadWords(locale: string): Promise<Words> {
  const instance = i18next.createInstance()
  await instance.init({
    lng: locale,
    fallbackLng: 'en',
    resources: { en: { translation: english } },
    interpolation: { escapeValue: false },
  })
  return (key, values) => instance.t(key, values ?? {})
}

/** Labels of menus in the case that the system uses for its own. */
export function labelWords(words: Words, platform: NodeJS.Platform = process.platform): (key: string) => string {
  return (key) => (platform === 'darwin' ? toTitleCase(words(key)) : words(key))
}
