/** The sentence that tells a model about a copy with marks on it. */
import { i18n } from '@/i18n'
import type { InputImage } from '@shared/request'
import type { ChatStore } from '@/features/chat/store'
import { groupInputs } from '@/features/composer/group-inputs'
import { replaceSentence } from './add-sentence'
import '@/i18n/later'

/** Undefined where no image is such a copy. The numbers are those that a prompt uses. */
export function explainMarks(images: readonly InputImage[]): string | undefined {
  const list = groupInputs(images).map(({ image }) => image)
  const copy = list.findIndex(isMarked)
  if (copy < 0) return undefined
  const original = list.findIndex(({ hash }) => hash === list[copy]?.madeFrom?.hash)
  if (original < 0) return i18n.t('markup.explainAlone')
  return i18n.t('markup.explain', { original: String(original + 1), marked: String(copy + 1) })
}

/** Keeps the sentence true when the images are put into another order, or are gone. */
export function followMarks(store: ChatStore, before: readonly InputImage[], after: readonly InputImage[]): void {
  const was = explainMarks(before)
  const now = explainMarks(after)
  if (was !== undefined && was !== now) replaceSentence(store, was, now)
}

/** What was cut out or extended has another size than its original. */
function isMarked({ madeFrom, width, height }: InputImage): boolean {
  return madeFrom !== undefined && madeFrom.width === width && madeFrom.height === height
}
