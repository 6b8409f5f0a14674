/** New chats start with the model used last, unless Settings name another one. */
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

/** Writes it down for later starts. A disk that refuses costs only that. */
export function rememberModel(settings: Settings, used: ModelId): void {
  const { view, change } = settings.getState()
  const lastModel = view && modelToRemember(used, view)
  if (lastModel) void change({ settings: { lastModel } }).catch(() => undefined)
}

/** Says so where it can't be written down: someone has asked for it. */
export function changeFavorite(settings: Settings, model: ModelId, isFavorite: boolean): void {
  const { view, change } = settings.getState()
  if (!view) return
  const others = view.settings.favoriteModels.filter((id) => id !== model)
  void change({ settings: { favoriteModels: isFavorite ? [...others, model].slice(-MOST_FAVORITES) : others } }).catch(
    notifyFailure,
  )
}

/** Hands the model of a chat that is left to the new chat that follows. Returns how to stop. */
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
    // Only the demo was there so far. It must not stay in the way of the first key.
    if (used === DEMO_MODEL && view.settings.lastModel === undefined) return
    // At once: what is typed and sent in the next moment must not go to another model.
    if (findUsable(used, view)) composer.choose('new', { model: used })
    rememberModel(settings, used)
  })
}

/** A new chat in a project with a model of its own starts with that. Returns whether it does. */
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
  // What only that project had chosen.
  if (left && model === left) composer.hold('new', { ...(text !== undefined && { text }), choice })
  return false
}
