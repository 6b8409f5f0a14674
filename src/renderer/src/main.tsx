/** Builds the page's parts and connects them. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createId } from '@shared/ids'
import type { Run } from '@shared/run'
import { App } from '@/app/App'
import { ErrorBoundary } from '@/app/ErrorBoundary'
import { notifyFailure } from '@/ui/notices'
import { afterPaint } from '@/lib/after-paint'
import { createArchiveCopy } from '@/bridge/archive-copy'
import { beginSession, resumeSession } from '@/app/keep-session'
import type { findRefusal as FindRefusal } from '@/app/find-refusal'
import { returnPrompt } from '@/app/return-prompt'
import { leavePage } from '@/lib/leave-page'
import { createSessionKeeper } from '@/lib/session-keeper'
import { createClient } from '@/bridge/client'
import { ClientContext } from '@/bridge/use-client'
import { windowBridge } from '@/bridge/window-bridge'
import { AskFirstContext, createAskFirst } from '@/features/budget/ask-first'
import { BudgetStoreContext, createBudgetStore } from '@/features/budget/store'
import { browserSchedule } from '@/features/chat/schedule'
import { createChatSearch } from '@/features/chat/search'
import { createChatStore } from '@/features/chat/store'
import { ChatStoreContext } from '@/features/chat/use-chat-store'
import { getModelFinder } from '@/bridge/use-model-finder'
import { createSettingsStore, SettingsStoreContext } from '@/bridge/settings-store'
import '@/i18n'

const client = createClient(windowBridge())
/**
 * Reads the browser's storage, which blocks until main is free. Main starts loading at the first request, so this comes
 * first.
 */
const session = createSessionKeeper({
  local: window.localStorage,
  tab: window.sessionStorage,
  send: (kept) => client.request('session.keep', kept).catch(() => undefined),
  after: browserSchedule.after,
  now: Date.now,
})
/**
 * Every service's facts, loaded in parallel with main's answer. Settings can only be interpreted with them: they list
 * the models.
 */
const services = import('@shared/services/provide')
/** The changes between main's answer, which contains every run, and `chat.start`. */
const early: Run[] = []
const stopCollecting = client.on('run.changed', (run) => early.push(run))
const welcome = Promise.all([client.request('app.welcome'), services]).then(([answer]) => answer)
const settings = createSettingsStore(client, services)
const budget = createBudgetStore(client)
beginSession(session)
const asking = createAskFirst(
  () => settings.getState().view?.settings,
  () => budget.getState().view,
  () => getModelFinder(settings.getState().view),
)
const archive = {
  copy: createArchiveCopy(client),
  after: browserSchedule.after,
  onRestored: () => chat.reload(),
  onRestoring: (progress: number | null) => chat.noteRestoring(progress),
}
/** Not needed for the first frame. Until it's loaded, main refuses what can't be sent. */
let findRefusal: typeof FindRefusal | undefined
const chat = createChatStore({
  client,
  openData: async (report, isBroken) => {
    const [{ openData }] = await Promise.all([import('@/data'), services])
    return openData(report, undefined, archive, isBroken)
  },
  now: Date.now,
  createId,
  session,
  schedule: browserSchedule,
  findModel: (id) => getModelFinder(settings.getState().view)(id),
  isInFocus: () => document.hasFocus(),
  findRefusal: (requests, project) =>
    findRefusal?.(requests, settings.getState().view, budget.getState().view, Date.now(), project),
  returnPrompt: (prompt, to, from) => returnPrompt(chat, prompt, to, from),
  askFirst: asking.ask,
})
const search = createChatSearch(chat.data, () => chat.getState().chats, browserSchedule)

const root = document.getElementById('root')
if (!root) throw new Error('index.html lacks #root')
createRoot(root, { onUncaughtError: leavePage }).render(
  <StrictMode>
    <ErrorBoundary>
      <ClientContext value={client}>
        <SettingsStoreContext value={settings}>
          <BudgetStoreContext value={budget}>
            <AskFirstContext value={asking}>
              <ChatStoreContext value={chat}>
                <App search={search} />
              </ChatStoreContext>
            </AskFirstContext>
          </BudgetStoreContext>
        </SettingsStoreContext>
      </ClientContext>
    </ErrorBoundary>
  </StrictMode>,
)

settings.start()
budget.start()
welcome
  .then((answer) => {
    settings.receive(answer.settings)
    budget.receive(answer.budget)
    resumeSession(session, answer, chat, settings)
    if (answer.recovered > 0) {
      void import('@/app/announce-recovered').then(({ announceRecovered }) => announceRecovered(answer, chat))
    }
  })
  .catch(notifyFailure)
window.addEventListener('focus', () => chat.getState().markSeen())
window.addEventListener('pagehide', () => void session.flush())
client.on(
  'page.dismissed',
  () => void import('@/app/dismiss-page').then(({ dismissPage }) => dismissPage(client, chat, session)),
)
// The database isn't needed for the first frame; the welcome lists the runs in progress.
afterPaint(() => {
  chat.start(welcome.then(({ runs }) => [...runs, ...early]))
  stopCollecting()
})
afterPaint(
  () =>
    void import('@/app/begin-later').then(({ beginLater }) =>
      beginLater({ client, chat, settings, welcome, onRefusals: (find) => (findRefusal = find) }),
    ),
)
