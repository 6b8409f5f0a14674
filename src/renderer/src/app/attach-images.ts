/** The images attached to the current message in the open chat. */
import type { StoreApi } from 'zustand/vanilla'
import type { Model, ModelId } from '@shared/catalogue'
import type { ChatId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import type { SettingsView } from '@shared/settings'
import {
  addImages,
  findFollowUp,
  findLastImage,
  findMaker,
  isFollowing,
  listSending,
  toInput,
  type FollowUp,
} from '@/features/chat/attached'
import type { ChatState } from '@/features/chat/model'
import { getSettings, openChat } from '@/features/chat/selectors'
import { findUsable } from '@/features/composer/choose-model'
import { currentChoice } from '@/features/composer/current-choice'
import { composer } from '@/features/composer/store'
import { madeBy, type MarkupOverlay } from './layout-store'

type Store = Pick<StoreApi<ChatState>, 'getState'>
type Settings = Pick<StoreApi<{ readonly view: SettingsView | undefined }>, 'getState'>

/** Whether a model can make images from images. */
export function canEdit(model: Model | undefined): boolean {
  return model?.kind === 'image' && model.references !== undefined
}

/** Returns the model chosen in the message box. */
export function findChosenModel(store: Store, settings: Settings): Model | undefined {
  const { choice } = composer.holding(store.getState().openChatId ?? 'new')
  return currentChoice(choice, openChat(store.getState()) ?? {}, settings.getState().view, Date.now()).model
}

/** Returns how that model follows up on the last image of the open chat. */
export function findChosenFollowUp(store: Store, settings: Settings): FollowUp | undefined {
  const { followUpPrompts } = settings.getState().view?.settings ?? {}
  return findFollowUp(findChosenModel(store, settings), getSettings(store.getState()), followUpPrompts)
}

/** Adds images after those already attached, each file once. `to`: the chat that was open when they were chosen. */
export function attachTo(
  store: Store,
  settings: Settings,
  to: ChatId | null,
  images: readonly InputImage[],
): readonly InputImage[] {
  const state = store.getState()
  const before =
    state.openChatId === to
      ? listSending(state, findChosenFollowUp(store, settings))
      : (state.attached[to ?? 'new'] ?? [])
  const after = addImages(before, images)
  state.saveAttached(to, after)
  return after
}

/**
 * Attaches an image and focuses the message box. A chosen text model, which could only look at the image, is replaced
 * by the model that made it.
 */
export function editImage(store: Store, settings: Settings, { image, maker }: MarkupOverlay): void {
  chooseEditor(store, settings, maker)
  attachTo(store, settings, store.getState().openChatId, [toInput(image)])
  composer.focus()
}

/** Adds to an image the model that made it. `maker`: for images that the open chat may not know. */
export function withMaker(store: Store, image: MarkupOverlay['image'], maker?: ModelId): MarkupOverlay {
  return madeBy(image, maker ?? findMaker(store.getState(), image)?.model)
}

/** Returns the model to edit an image with: the chosen one, or if that is a text model, the one that made the image. */
export function findEditor(store: Store, settings: Settings, maker: ModelId | undefined): Model | undefined {
  const chosen = findChosenModel(store, settings)
  if (chosen?.kind !== 'text') return chosen
  const { view } = settings.getState()
  const made = maker && view && findUsable(maker, view)
  return made && canEdit(made) ? made : chosen
}

/** Chooses that model in the message box. */
export function chooseEditor(store: Store, settings: Settings, maker: ModelId | undefined): void {
  const { openChatId, saveChoice } = store.getState()
  const model = findEditor(store, settings, maker)
  if (!model || model === findChosenModel(store, settings)) return
  composer.choose(openChatId ?? 'new', { model: model.id })
  if (openChatId) saveChoice(openChatId, { model: model.id })
}

/**
 * Replaces the attached images. After the last image is removed, the chat's next prompts make new images, and text
 * models no longer see it.
 */
export function changeInputs(store: Store, images: readonly InputImage[], how: FollowUp | undefined): void {
  const state = store.getState()
  const { openChatId, saveAttached, followUp, leaveOut } = state
  const last = findLastImage(state)
  const holdsLast = (inputs: readonly InputImage[]): boolean => inputs.some(({ hash }) => hash === last?.hash)
  // If nothing is attached, the last image would be attached again automatically.
  const isTakenOut = !holdsLast(images) && (images.length === 0 || holdsLast(listSending(state, how)))
  if (openChatId && last && how && isTakenOut) {
    if (how === 'usual') leaveOut(openChatId, last.attachmentId)
    else if (isFollowing(openChat(state), how)) followUp(openChatId, false)
  }
  saveAttached(openChatId, images)
}
