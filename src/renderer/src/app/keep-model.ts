/** New chats start with the last used model, unless Settings name another. */
import type { StoreApi } from 'zustand/vanilla'
import { DEMO_MODEL, type ModelId } from '@shared/catalogue'
import type { ChatState } from '@/features/chat/model'
import { findProject } from '@/features/chat/projects/model'
import { findUsable, modelToRemember } from '@/features/composer/choose-model'
import { composer } from '@/features/composer/store'
import { MOST_FAVORITES } from '@shared/favorites'
import { isBlank } from '@shared/is-blank'
import type { SettingsStore } from '@/bridge/settings-store'
import { notifyFailure } from '@/ui/notices'

type Settings = Pick<SettingsStore, 'getState'>

/** Remembers it for later starts. A failed write is ignored: nothing else depends on it. */
export function rememberModel(settings: Settings, used: ModelId): void {
  const { view, change } = settings.getState()
  const lastModel = view && modelToRemember(used, view)
  if (lastModel) void change({ settings: { lastModel } }).catch(() => undefined)
}

/** Reports a failed write, because the user asked for this. */
export function changeFavorite(settings: Settings, model: ModelId, isFavorite: boolean): void {
  const { view, change } = settings.getState()
  if (!view) return
  const others = view.settings.favoriteModels.filter((id) => id !== model)
  void change({ settings: { favoriteModels: isFavorite ? [...others, model].slice(-MOST_FAVORITES) : others } }).catch(
    notifyFailure,
  )
}

/** Gives a new chat the model of the chat that was open before. Returns a function that stops it. */
export function keepModel(chats: Pick<StoreApi<ChatState>, 'subscribe'>, settings: Settings): () => void {
  return chats.subscribe((state, before) => {
    if (beginInProject(state, before, settings)) return
    if (before.openChatId === null || state.openChatId !== null) return
    const { view } = settings.getState()
    const left = before.openChatId
    const used = composer.holding(left).choice?.model ?? before.chats.find(({ id }) => id === left)?.model
    const begun = composer.holding('new')
    const hasDraft = !isBlank(begun.text ?? state.newChatDraft)
    if (!view || !used || view.settings.newChatModel !== null || (hasDraft && begun.choice?.model)) return
    // Only the demo has been used so far. It must not be preferred once there's a key.
    if (used === DEMO_MODEL && view.settings.lastModel === undefined) return
    // Synchronously, so a message sent in the next moment doesn't go to another model.
    if (findUsable(used, view)) composer.choose('new', { model: used })
    rememberModel(settings, used)
  })
}

/** Starts a new chat with its project's model, if that has one. Returns whether it did. */
function beginInProject(state: ChatState, before: ChatState, settings: Settings): boolean {
  if (state.openChatId !== null) return false
  const { view } = settings.getState()
  const project = findProject(state, state.newChatProject)
  const isNew = before.openChatId !== null || before.newChatProject !== state.newChatProject
  if (!isNew || !view) return false
  if (project?.model && findUsable(project.model, view)) {
    composer.choose('new', { model: project.model, models: [] })
    return true
  }
  const left = before.openChatId === null ? findProject(before, before.newChatProject)?.model : undefined
  const { text, choice: { model, models: _several, ...choice } = {} } = composer.holding('new')
  // Clears a choice that came only from the project being left.
  if (left && model === left) composer.hold('new', { ...(text !== undefined && { text }), choice })
  return false
}
