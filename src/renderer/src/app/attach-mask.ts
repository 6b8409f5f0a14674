/** Stores a painted mask and attaches it, with its image, to the current message. */
import { createId, type AttachmentId, type ChatId, type MessageId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import { importImage } from '@/bridge/import-image'
import { listSending, toInput } from '@/features/chat/attached'
import { setOverlay } from '@/features/composer/group-inputs'
import type { Attaching } from './attach-files'
import { noteMaskVerdict } from '@/images/mask/judged-masks'
import { chooseEditor, findChosenFollowUp } from './attach-images'
import { replaceAttached } from './explain-marks'
import type { MaskOverlay } from './layout-store'

/** Resolves once the mask is durable and attached. Rejects if it can't be stored; nothing has changed then. */
export async function attachMask(
  { store, settings, client }: Attaching,
  to: ChatId | null,
  { image, maker, mask: before }: MaskOverlay,
  file: Blob,
): Promise<void> {
  const stored = await importImage(client, file)
  // The painter never returns a mask that covers nothing or everything.
  noteMaskVerdict(stored.hash, 'passed')
  const data = await store.data().catch(() => undefined)
  const known = await data?.attachments.findByHash(stored.hash).catch(() => undefined)
  const attachmentId = known ?? (`${createId<MessageId>()}:0` as AttachmentId)
  const keepsOutside = before?.keepsOutside
  const mask: InputImage = { ...stored, attachmentId, role: 'mask', ...(keepsOutside && { keepsOutside }) }
  const state = store.getState()
  if (state.openChatId !== to) {
    state.saveAttached(to, setOverlay(state.attached[to ?? 'new'] ?? [], toInput(image), mask))
    return
  }
  chooseEditor(store, settings, maker)
  const attached = listSending(store.getState(), findChosenFollowUp(store, settings))
  replaceAttached(store, to, attached, setOverlay(attached, toInput(image), mask))
}
