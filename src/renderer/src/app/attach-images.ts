/** What goes along with the message that is being written in the open chat. */
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

/** Whether a model makes images from images. */
export function canEdit(model: Model | undefined): boolean {
  return model?.kind === 'image' && model.references !== undefined
}

/** The model that the message box asks. */
export function findChosenModel(store: Store, settings: Settings): Model | undefined {
  const { choice } = composer.holding(store.getState().openChatId ?? 'new')
  return currentChoice(choice, openChat(store.getState()) ?? {}, settings.getState().view, Date.now()).model
}

/** How that model follows up on the last image of the open chat. */
export function findChosenFollowUp(store: Store, settings: Settings): FollowUp | undefined {
  const { followUpPrompts } = settings.getState().view?.settings ?? {}
  return findFollowUp(findChosenModel(store, settings), getSettings(store.getState()), followUpPrompts)
}

/** Adds images behind those that are attached, each file once. `to`: the chat that was open when they were chosen. */
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
 * Attaches an image and goes to the message box. Where a text model is chosen, the model that made the image takes its
 * place: only looking at it is not editing.
 */
export function editImage(store: Store, settings: Settings, { image, maker }: MarkupOverlay): void {
  chooseEditor(store, settings, maker)
  attachTo(store, settings, store.getState().openChatId, [toInput(image)])
  composer.focus()
}

/** An image with what made it. `maker`: known where the open chat may not know it. */
export function withMaker(store: Store, image: MarkupOverlay['image'], maker?: ModelId): MarkupOverlay {
  return madeBy(image, maker ?? findMaker(store.getState(), image)?.model)
}

/** The model that an image is edited with: the one that made it, where a text model is chosen. */
export function findEditor(store: Store, settings: Settings, maker: ModelId | undefined): Model | undefined {
  const chosen = findChosenModel(store, settings)
  if (chosen?.kind !== 'text') return chosen
  const { view } = settings.getState()
  const made = maker && view && findUsable(maker, view)
  return made && canEdit(made) ? made : chosen
}

/** Chooses that model. */
export function chooseEditor(store: Store, settings: Settings, maker: ModelId | undefined): void {
  const { openChatId, saveChoice } = store.getState()
  const model = findEditor(store, settings, maker)
  if (!model || model === findChosenModel(store, settings)) return
  composer.choose(openChatId ?? 'new', { model: model.id })
  if (openChatId) saveChoice(openChatId, { model: model.id })
}

/**
 * Replaces what goes along. Once the last image is taken out, the next prompts of the chat make new ones, and text models
 * aren't shown it.
 */
export function changeInputs(store: Store, images: readonly InputImage[], how: FollowUp | undefined): void {
  const state = store.getState()
  const { openChatId, saveAttached, followUp, leaveOut } = state
  const last = findLastImage(state)
  const holdsLast = (inputs: readonly InputImage[]): boolean => inputs.some(({ hash }) => hash === last?.hash)
  // With nothing left, it would come back on its own.
  const isTakenOut = !holdsLast(images) && (images.length === 0 || holdsLast(listSending(state, how)))
  if (openChatId && last && how && isTakenOut) {
    if (how === 'usual') leaveOut(openChatId, last.attachmentId)
    else if (isFollowing(openChat(state), how)) followUp(openChatId, false)
  }
  saveAttached(openChatId, images)
}
