/** Stores a crop and attaches it, in the image's place if that is attached. */
import { createId, type AttachmentId, type ChatId, type MessageId } from '@shared/ids'
import { importImage } from '@/bridge/import-image'
import { addImages, findOrigin, listSending, toInput } from '@/features/chat/attached'
import type { Attaching } from './attach-files'
import { chooseEditor, findChosenFollowUp } from './attach-images'
import { replaceAttached } from './explain-marks'
import type { MarkupOverlay } from './layout-store'

/** Resolves once it's durable and attached. Rejects if it can't be stored; nothing has changed then. */
export async function attachCrop(
  { store, settings, client }: Attaching,
  to: ChatId | null,
  { image, maker }: MarkupOverlay,
  file: Blob,
): Promise<void> {
  const stored = await importImage(client, file)
  const data = await store.data().catch(() => undefined)
  // A file that Easel already has keeps its attachment, which also tells what it was made from.
  const known = await data?.attachments.findByHash(stored.hash).catch(() => undefined)
  const attachmentId = known ?? (`${createId<MessageId>()}:0` as AttachmentId)
  const cropped = toInput({ ...stored, attachmentId, madeFrom: findOrigin(image) })
  const state = store.getState()
  if (state.openChatId === to) chooseEditor(store, settings, maker)
  const before =
    state.openChatId === to
      ? listSending(store.getState(), findChosenFollowUp(store, settings))
      : (state.attached[to ?? 'new'] ?? [])
  const after = before.map((input) => (input.hash === image.hash ? cropped : input))
  replaceAttached(store, to, before, addImages(after, [cropped]))
}
