/** Takes an image on a larger canvas into Easel, with the mask of what is new, and attaches both. */
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
import type { MarkupOverlay } from './layout-store'
import '@/i18n/later'

/** The options in the message box, as they were chosen. */
export function findWantedOptions({ store, settings }: Attaching): ImageOptions {
  const { choice } = composer.holding(store.getState().openChatId ?? 'new')
  return currentChoice(choice, openChat(store.getState()) ?? {}, settings.getState().view, Date.now()).wanted
}

/** Resolves when all of it is durable and attached. Rejects when it can't be kept; then nothing has changed. */
export async function attachExtension(
  attaching: Attaching,
  to: ChatId | null,
  { image, maker }: MarkupOverlay,
  extension: Extension,
  options: ImageOptions,
): Promise<void> {
  const { store, settings } = attaching
  const [extended, mask] = [await takeIn(attaching, extension.file), await takeIn(attaching, extension.mask)]
  // It changes what is new, and nothing else.
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
    // The original was asked to be extended, not to be changed.
    const cover: InputImage = { ...mask, role: 'mask', keepsOutside: true }
    state.saveAttached(to, setOverlay(images, toInput(extended), cover))
  } else {
    state.saveAttached(to, images)
    if (isOpen) addSentence(store, i18n.t('extend.explain'))
  }
  if (!isOpen) return
  composer.choose(to ?? 'new', { options })
  if (to) state.saveChoice(to, { options })
}

/** What is put in its place comes first, and nothing lies over it yet. */
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
  // A file that is known already keeps its attachment: then it's also known what it was made from.
  const known = await data?.attachments.findByHash(stored.hash).catch(() => undefined)
  return { ...stored, attachmentId: known ?? (`${createId<MessageId>()}:0` as AttachmentId) }
}
