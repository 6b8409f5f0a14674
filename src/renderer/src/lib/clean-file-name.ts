import { i18n } from '@/i18n'

/** File names are others' words: enough of them to be recognized. Characters. */
const LONGEST = 60

/** Another program's words as they can be shown: nothing invisible, nothing that turns the writing around. */
export function cleanWords(text: string): string {
  const plain = [...text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim()]
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST).join('')}…` : plain.join('')
}

/** The name of a file that the user gave to the window. */
export function cleanFileName(name: string): string {
  return cleanWords(name) || i18n.t('recipe.unnamed')
}
