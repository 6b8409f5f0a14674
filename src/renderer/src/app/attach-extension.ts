/** Stores an image on a larger canvas and the mask of its new area, and attaches both. */
import { i18n } from '@/i18n'
import { takesOverlay } from '@shared/catalogue/inputs'
import { createId, type AttachmentId, type ChatId, type MessageId } from '@shared/ids'
import type { ImageOptions } from '@shared/image-options'
import type { InputImage } from '@shared/request'
import { importImage } from '@/bridge/import-image'
import { findOrigin, listSending, toInput } from '@/features/chat/attached'
import { openChat } from '@/features/chat/selectors'
import { currentChoice } from '@/features/composer/current-choice'
import { setOverlay } from '@/features/composer/group-inputs'
import { composer } from '@/features/composer/store'
import type { Extension } from '@/images/extend/draw-extension'
import { noteMaskVerdict } from '@/images/mask/judged-masks'
import { addSentence } from './add-sentence'
import type { Attaching } from './attach-files'
import { chooseEditor, findChosenFollowUp, findChosenModel, findEditor } from './attach-images'
import { replaceAttached } from './explain-marks'
import type { MarkupOverlay } from './layout-store'
import '@/i18n/later'

/** Returns the options chosen in the message box, before they are fitted to the model. */
export function findWantedOptions({ store, settings }: Attaching): ImageOptions {
  const { choice } = composer.holding(store.getState().openChatId ?? 'new')
  return currentChoice(choice, openChat(store.getState()) ?? {}, settings.getState().view, Date.now()).wanted
}

/** Resolves once everything is durable and attached. Rejects if it can't be stored; nothing has changed then. */
export async function attachExtension(
  attaching: Attaching,
  to: ChatId | null,
  { image, maker }: MarkupOverlay,
  extension: Extension,
  options: ImageOptions,
): Promise<void> {
  const { store, settings } = attaching
  const [extended, mask] = [await takeIn(attaching, extension.file), await takeIn(attaching, extension.mask)]
  // The mask covers the new area and nothing else.
  noteMaskVerdict(mask.hash, 'passed')
  const state = store.getState()
  const isOpen = state.openChatId === to
  if (isOpen) chooseEditor(store, settings, maker)
  const model = isOpen ? findChosenModel(store, settings) : findEditor(store, settings, maker)
  const before = isOpen
    ? listSending(store.getState(), findChosenFollowUp(store, settings))
    : (state.attached[to ?? 'new'] ?? [])
  const images = replaceImage(before, toInput(image), toInput({ ...extended, madeFrom: findOrigin(image) }))
  if (!model || takesOverlay(model, 'mask')) {
    // The user asked to extend the original, not to change it.
    const cover: InputImage = { ...mask, role: 'mask', keepsOutside: true }
    replaceAttached(store, to, before, setOverlay(images, toInput(extended), cover))
  } else {
    replaceAttached(store, to, before, images)
    if (isOpen) addSentence(store, i18n.t('extend.explain'))
  }
  if (!isOpen) return
  composer.choose(to ?? 'new', { options })
  if (to) state.saveChoice(to, { options })
}

/** Replaces the original. The extended image comes first, without a mask or marks. */
function replaceImage(
  inputs: readonly InputImage[],
  original: InputImage,
  extended: InputImage,
): readonly InputImage[] {
  return [
    extended,
    ...inputs.filter(
      ({ hash, role }) => hash !== original.hash && hash !== extended.hash && role !== 'mask' && role !== 'markup',
    ),
  ]
}

async function takeIn({ store, client }: Attaching, file: Blob): Promise<Omit<InputImage, 'role'>> {
  const stored = await importImage(client, file)
  const data = await store.data().catch(() => undefined)
  // A file that Easel already has keeps its attachment, which also tells what it was made from.
  const known = await data?.attachments.findByHash(stored.hash).catch(() => undefined)
  return { ...stored, attachmentId: known ?? (`${createId<MessageId>()}:0` as AttachmentId) }
}
