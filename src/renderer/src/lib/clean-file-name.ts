import { i18n } from '@/i18n'

/** Enough to recognize a file name. Characters. */
const LONGEST = 60

/** Makes another program's text safe to show: no invisible characters, none that change the writing direction. */
export function cleanWords(text: string): string {
  const plain = [...text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim()]
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST).join('')}…` : plain.join('')
}

/** Returns the displayed name of a file that the user dropped or picked. */
export function cleanFileName(name: string): string {
  return cleanWords(name) || i18n.t('recipe.unnamed')
}
