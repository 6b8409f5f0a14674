/** Connects the stored session to the parts of the window it describes. */
import type { StoreApi } from 'zustand/vanilla'
import type { ChatId } from '@shared/ids'
import type { Welcome } from '@shared/contract'
import { NEW_CHAT, type Session } from '@shared/session'
import type { SettingsView } from '@shared/settings'
import { joinFiles, splitFiles } from '@shared/text-files'
import type { ChatStore } from '@/features/chat/store'
import { composer, watchComposer } from '@/features/composer/store'
import type { SessionKeeper } from '@/lib/session-keeper'
import { layout } from './layout-store'
import { whereLeftOff } from './where-left-off'

/** Applies what the first frame needs. */
export function beginSession(session: SessionKeeper): void {
  const { sidebar, choice } = session.current
  if (sidebar !== undefined) layout.setState({ sidebar })
  if (choice) composer.choose('new', withoutUndefined(choice))
}

/** Returns to where the user left off, once main's copy has arrived, and keeps the session up to date from then on. */
export function resumeSession(
  session: SessionKeeper,
  welcome: Welcome,
  chat: ChatStore,
  settings: Pick<StoreApi<{ readonly view: SettingsView | undefined }>, 'subscribe'>,
): void {
  const kept = session.receive(welcome.session)
  beginSession(session)
  const where = whereLeftOff(kept, welcome)
  const before = chat.getState().openChatId
  chat.resume(where)
  moveTyped(chat, before, kept.drafts)
  layout.subscribe(({ sidebar }) => {
    if (sidebar !== session.current.sidebar) session.change({ sidebar })
  })
  watchComposer(({ new: choice }) => session.change({ choice }))
  const noteLaunch = (onLaunch: string): void => {
    const startsNew = onLaunch === 'new-chat'
    if ((session.current.startsNew ?? false) !== startsNew) session.change({ startsNew })
  }
  noteLaunch(welcome.settings.settings.onLaunch)
  settings.subscribe(({ view }) => view && noteLaunch(view.settings.onLaunch))
}

/** Moves text typed before it was known which chat is open to that chat, after its draft. */
function moveTyped(chat: ChatStore, before: ChatId | null, drafts: Session['drafts']): void {
  const { openChatId, saveDraft, newChatDraft } = chat.getState()
  if (openChatId === before) return
  const from = before ?? NEW_CHAT
  const to = openChatId ?? NEW_CHAT
  const typed = composer.holding(from).text
  if (typed === undefined) return
  const { words, files } = splitFiles(drafts[to] ?? '')
  const text = joinFiles(`${words}${typed}`, files)
  composer.write(to, text)
  saveDraft(openChatId, text)
  if (before === null) {
    composer.write('new', newChatDraft === typed ? '' : newChatDraft)
    saveDraft(null, newChatDraft === typed ? '' : newChatDraft)
  }
}

function withoutUndefined({ model, options, models }: NonNullable<SessionKeeper['current']['choice']>) {
  return { ...(model && { model }), ...(options && { options }), ...(models && { models }) }
}
