/** Starts everything the first frame doesn't need, once it's on screen. Each part is a separate chunk. */
import type { Client } from '@/bridge/client'
import type { SettingsStore } from '@/bridge/settings-store'
import type { ChatStore } from '@/features/chat/store'
import type { findRefusal } from './find-refusal'

export interface LaterParts {
  readonly client: Client
  readonly chat: ChatStore
  readonly settings: SettingsStore
  readonly welcome: Promise<unknown>
  readonly onRefusals: (find: typeof findRefusal) => void
}

/** Waits until the busy start is over. */
const SEARCH_AFTER_MS = 15_000

export function beginLater({ client, chat, settings, welcome, onRefusals }: LaterParts): void {
  const isAnswering = (): boolean => chat.getState().running.size > 0
  void import('./find-refusal').then((module) => onRefusals(module.findRefusal))
  void import('@/images/thumbnails/start').then(({ startThumbnails }) => startThumbnails(client, isAnswering))
  void import('./compose-results').then(({ composeResults }) => composeResults(client, chat))
  void import('@/i18n/later')
  void import('@/ui/hints').then(({ showHints }) => showHints(document))
  void import('@/lib/stray-presses').then(({ ignoreStrayPresses }) => ignoreStrayPresses(document))
  void import('@/lib/lost-focus').then(({ watchLostFocus }) => watchLostFocus(window))
  void import('./naming/name-chats').then(({ nameChats }) => nameChats(client, chat, settings))
  if (navigator.userAgent.includes('Linux')) {
    void import('./tell-missing-fonts').then(({ tellMissingFonts }) => tellMissingFonts(chat))
  }
  void Promise.all([import('./quick-questions'), welcome]).then(([{ watchQuickQuestions }]) =>
    watchQuickQuestions(client, chat, settings),
  )
  void import('./adopt-later').then(({ adoptLater }) => adoptLater(client, chat))
  setTimeout(() => {
    chat
      .data()
      .then((data) => data.search.warmIfMany())
      .catch(() => undefined)
  }, SEARCH_AFTER_MS)
}
