import { getConnectionName } from '@shared/connections'
import type { ChatPrinted } from '@shared/chat-print'
import type { ChatId } from '@shared/ids'
import type { Client } from '@/bridge/client'
import { createSettingsStore, SettingsStoreContext } from '@/bridge/settings-store'
import { ClientContext } from '@/bridge/use-client'
import { sayFailure } from '@/features/chat/answer/say-failure'
import { openAnswerPress } from '@/features/chat/print/draw-answers'
import { writePrint, type PrintWords } from '@/features/chat/print/print-pieces'
import type { ChatStore } from '@/features/chat/store'
import { ChatStoreContext } from '@/features/chat/use-chat-store'
import { i18n } from '@/i18n'
import { formatDate } from '@/lib/format-date'
import { dismiss, notify } from '@/ui/notices'
import { readConversation } from './read-conversation'
import '@/i18n/later'

/** Renders the whole chat for print, even parts not mounted on screen, and opens the system's print dialog. */
export async function printChat(store: ChatStore, client: Client, id: ChatId): Promise<void> {
  const chat = store.getState().chats.find((each) => each.id === id)
  if (!chat) return
  const { t, language } = i18n
  const printing = notify({ text: t('chatPrint.printing', { title: chat.title }), sticky: true })
  try {
    const [conversation, view] = await Promise.all([readConversation(store, id), client.request('settings.read')])
    const settings = createSettingsStore(client)
    settings.receive(view)
    const state = { ...store.getState(), ...conversation }
    // A snapshot: later messages aren't printed.
    const still: ChatStore = {
      ...store,
      getState: () => state,
      getInitialState: () => state,
      subscribe: () => () => {},
    }
    const press = openAnswerPress((children) => (
      <ClientContext value={client}>
        <SettingsStoreContext value={settings}>
          <ChatStoreContext value={still}>{children}</ChatStoreContext>
        </SettingsStoreContext>
      </ClientContext>
    ))
    const words: PrintWords = {
      you: t('chatExport.you'),
      attached: t('chatExport.attached'),
      sources: t('chatExport.sources'),
      stopped: t('chatExport.stopped'),
      writing: t('chatExport.writing'),
      sayFailure: (message, hasImages) =>
        sayFailure(message, { provider: getConnectionName(view.connections, message.model), hasImages }),
      sayRemoved: (count) => t('image.removed', { count }),
    }
    const pieces = await writePrint(conversation, words, press).finally(press.close)
    tell(
      await client.request('chats.print', {
        title: chat.title.slice(0, 1_000),
        head: t('chatPrint.printed', { date: formatDate(Date.now(), language) }),
        pieces,
        missing: t('chatExport.missing'),
      }),
    )
  } finally {
    dismiss(printing)
  }
}

/** Reports failures. The system itself shows progress, and canceling needs no message. */
function tell(printed: ChatPrinted): void {
  if (printed === 'no-printer') notify({ text: i18n.t('chatPrint.noPrinter') })
  if (printed === 'failed') notify({ text: i18n.t('chatPrint.failed') })
}
