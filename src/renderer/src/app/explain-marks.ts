/** The sentence that tells a model about a marked-up copy. */
import { i18n } from '@/i18n'
import type { InputImage } from '@shared/request'
import type { ChatStore } from '@/features/chat/store'
import { groupInputs } from '@/features/composer/group-inputs'
import { replaceSentence } from './add-sentence'
import '@/i18n/later'

/** Returns the sentence, with the image numbers that prompts use. Undefined if no image is such a copy. */
export function explainMarks(images: readonly InputImage[]): string | undefined {
  const list = groupInputs(images).map(({ image }) => image)
  const copy = list.findIndex(isMarked)
  if (copy < 0) return undefined
  const original = list.findIndex(({ hash }) => hash === list[copy]?.madeFrom?.hash)
  if (original < 0) return i18n.t('markup.explainAlone')
  return i18n.t('markup.explain', { original: String(original + 1), marked: String(copy + 1) })
}

/** Updates the sentence when the images are reordered or removed. */
export function followMarks(store: ChatStore, before: readonly InputImage[], after: readonly InputImage[]): void {
  const was = explainMarks(before)
  const now = explainMarks(after)
  if (was !== undefined && was !== now) replaceSentence(store, was, now)
}

/** Crops and extensions differ in size from their original. */
function isMarked({ madeFrom, width, height }: InputImage): boolean {
  return madeFrom !== undefined && madeFrom.width === width && madeFrom.height === height
}
