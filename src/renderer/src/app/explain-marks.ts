/** The sentences that tell a model about marked-up copies. */
import { i18n } from '@/i18n'
import type { ObjectHash } from '@shared/ids'
import type { InputImage } from '@shared/request'
import type { ChatState } from '@/features/chat/model'
import type { ChatStore } from '@/features/chat/store'
import { groupInputs } from '@/features/composer/group-inputs'
import { changeWords } from './add-sentence'
import '@/i18n/later'

/** Returns one sentence for each such copy, by its hash, with the image numbers that prompts use. */
export function explainMarks(images: readonly InputImage[]): ReadonlyMap<ObjectHash, string> {
  const list = groupInputs(images).map(({ image }) => image)
  return new Map(list.filter(isMarked).map((copy) => [copy.hash, explainCopy(copy, list)] as const))
}

function explainCopy(copy: InputImage, list: readonly InputImage[]): string {
  const original = list.findIndex(({ hash }) => hash === copy.madeFrom?.hash)
  if (original < 0) return i18n.t('markup.explainAlone')
  return i18n.t('markup.explain', { original: String(original + 1), marked: String(list.indexOf(copy) + 1) })
}

/** Crops and extensions differ in size from their original. */
function isMarked({ madeFrom, width, height }: InputImage): boolean {
  return madeFrom !== undefined && madeFrom.width === width && madeFrom.height === height
}

/**
 * Updates the sentences of a prompt after images were added, removed or reordered. A sentence that the user has changed
 * stays as it is.
 */
export function followMarks(words: string, before: readonly InputImage[], after: readonly InputImage[]): string {
  const now = explainMarks(after)
  const changes = new Map<string, string | undefined>()
  for (const [hash, was] of explainMarks(before)) changes.set(was, changes.get(was) ?? now.get(hash))
  if ([...changes].every(([was, is]) => was === is)) return words
  const sentences = [...changes.keys()].map((was) => escapeForRegExp(was))
  // In a single pass, since a new sentence can equal an old one.
  return words.replaceAll(new RegExp(`(${sentences.join('|')})( ?)`, 'g'), (_whole, was: string, space: string) => {
    const is = changes.get(was)
    return is === undefined ? '' : `${is}${space}`
  })
}

function escapeForRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** Attaches these images to an unsent message. If it's open, its sentences about marks are updated. */
export function replaceAttached(
  store: ChatStore,
  to: ChatState['openChatId'],
  before: readonly InputImage[],
  after: readonly InputImage[],
): void {
  const { saveAttached, openChatId } = store.getState()
  saveAttached(to, after)
  if (openChatId === to) changeWords(store, (words) => followMarks(words, before, after))
}
