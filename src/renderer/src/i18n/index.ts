/**
 * All visible strings. Those of the first frame are bundled here; the others are loaded with the parts that use them
 * (`later.ts`).
 */
import en from '@shared/locales/en.json'
import type later from '@shared/locales/later.en.json'
import { translate, type WordKey, type WordTree, type WordValues } from '@shared/locales/translate'

/** Unknown keys don't compile. */
export type Translate = (key: WordKey<typeof en> | WordKey<typeof later>, values?: WordValues) => string

export interface I18n {
  /** For formatting words, numbers, dates and lists. */
  readonly language: string
  readonly t: Translate
}

const trees: WordTree[] = [en]
const language = 'en'

export const i18n: I18n = { language, t: (key, values) => translate(trees, language, key, values) }

export function addWords(words: WordTree): void {
  trees.push(words)
}
