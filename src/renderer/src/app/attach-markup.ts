/** Stores marks and attaches them, with their image, to the current message. */
import { takesOverlay } from '@shared/catalogue/inputs'
import type { Model } from '@shared/catalogue'
import { createId, type AttachmentId, type ChatId, type MessageId } from '@shared/ids'
import { importImage } from '@/bridge/import-image'
import { findOrigin, listSending, toInput } from '@/features/chat/attached'
import { addMarked } from '@/features/composer/add-marked'
import { setOverlay } from '@/features/composer/group-inputs'
import { addSentence } from './add-sentence'
import type { Attaching } from './attach-files'
import { canEdit, chooseEditor, findChosenModel } from './attach-images'
import { explainMarks, replaceAttached } from './explain-marks'
import type { MarkupOverlay } from './layout-store'

/**
 * Returns how a model receives marks: as an image with only the marks, or drawn on a copy of the image. Undefined: not
 * at all.
 */
export function findMarkWay(model: Model | undefined): 'overlay' | 'drawn-in' | undefined {
  if (!model || !canEdit(model)) return undefined
  return takesOverlay(model, 'markup') ? 'overlay' : 'drawn-in'
}

/** Resolves once the marks are durable and attached. Rejects if they can't be stored; nothing has changed then. */
export async function attachMarkup(
  { store, settings, client }: Attaching,
  to: ChatId | null,
  { image, maker }: MarkupOverlay,
  way: 'overlay' | 'drawn-in',
  file: Blob,
): Promise<void> {
  const stored = await importImage(client, file)
  const data = await store.data().catch(() => undefined)
  const known = await data?.attachments.findByHash(stored.hash).catch(() => undefined)
  const attachmentId = known ?? (`${createId<MessageId>()}:0` as AttachmentId)
  const state = store.getState()
  const isOpen = state.openChatId === to
  if (isOpen) chooseEditor(store, settings, maker)
  const model = findChosenModel(store, settings)
  const before = isOpen ? listSending(store.getState(), 'offered') : (state.attached[to ?? 'new'] ?? [])
  if (way === 'overlay') {
    replaceAttached(store, to, before, setOverlay(before, toInput(image), { ...stored, attachmentId, role: 'markup' }))
    return
  }
  const most = model?.kind === 'image' ? (model.references?.most ?? 1) : 1
  const copy = toInput({ ...stored, attachmentId, madeFrom: findOrigin(image) })
  const inputs = addMarked(before, toInput(image), copy, most)
  replaceAttached(store, to, before, inputs)
  const sentence = explainMarks(inputs).get(copy.hash)
  if (isOpen && sentence !== undefined) addSentence(store, sentence)
}
