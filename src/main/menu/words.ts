/** Texts that main shows itself: menus, and questions that no page can ask. */
import english from '@shared/locales/main.en.json'
import { translate, type WordValues } from '@shared/locales/translate'
import { toTitleCase } from './title-case'

export type Words = (key: string, values?: WordValues) => string

/** English, the only language so far. */
export function createWords(): Words {
  return (key, values) => translate([english], 'en', key, values)
}

/** Returns menu labels in the system's own case. */
export function labelWords(words: Words, platform: NodeJS.Platform = process.platform): (key: string) => string {
  return (key) => toMenuCase(words(key), platform)
}

export function toMenuCase(label: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'darwin' ? toTitleCase(label) : label
}
