import { nameModel } from '@shared/catalogue/name-model'
import { getConnectionName } from '@shared/connections'
import type { ChatId } from '@shared/ids'
import type { Client } from '@/bridge/client'
import { getModelFinder } from '@/bridge/use-model-finder'
import { toMessage } from '@/features/chat/mapping'
import type { Conversation } from '@/features/chat/model'
import type { ChatStore } from '@/features/chat/store'
import { writeChat } from '@/features/chat/write-chat'
import { i18n } from '@/i18n'
import { formatDate, formatMoment } from '@/lib/format-date'
import { formatCost } from '@/lib/format-money'
import { notify } from '@/ui/notices'
import '@/i18n/later'

/** Asks for a place and saves the chat there as Markdown with its images, in the versions that are on screen. */
export async function exportChat(store: ChatStore, client: Client, id: ChatId): Promise<void> {
  const chat = store.getState().chats.find((each) => each.id === id)
  if (!chat) return
  const { t, language } = i18n
  const [conversation, view] = await Promise.all([readConversation(store, id), client.request('settings.read')])
  const find = getModelFinder(view)
  const written = writeChat(chat.title, conversation, {
    head: t('chatExport.exported', { date: formatDate(Date.now(), language) }),
    you: t('chatExport.you'),
    attached: t('chatExport.attached'),
    sources: t('chatExport.sources'),
    stopped: t('chatExport.stopped'),
    writing: t('chatExport.writing'),
    sayWho: ({ model, importedFrom }) => nameModel(model, find) ?? importedFrom ?? t('answer.modelUnknown'),
    sayFailure: ({ code }, model) => {
      const provider = getConnectionName(view.connections, model)
      return t('chatExport.failed', { title: t(`failure.${code}.title`, { provider }) })
    },
    sayMoment: (at) => formatMoment(at, language),
    sayCost: (cost) => `${formatCost(cost, language)} · ${t(`money.word.${cost.source}`)}`,
  })
  const words = { folder: t('chatExport.folder'), missing: t('chatExport.missing') }
  const exported = await client.request('chats.export', { title: chat.title.slice(0, 1_000), ...written, words })
  if (!exported) return
  const { missing } = exported
  notify({ text: missing > 0 ? t('chatExport.doneWithout', { count: missing }) : t('chatExport.done') })
}

/** Of another chat than the open one, as it's stored. */
async function readConversation(store: ChatStore, id: ChatId): Promise<Conversation> {
  const { openChatId, opening, messages, chosen } = store.getState()
  if (openChatId === id && !opening) return { messages, chosen }
  const data = await store.data()
  const [records, row] = await Promise.all([data.messages.ofChat(id), data.chats.find(id)])
  return {
    messages: new Map(records.map(toMessage).map((message) => [message.id, message] as const)),
    chosen: row?.chosen ?? {},
  }
}
