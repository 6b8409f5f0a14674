import { nameModel } from '@shared/catalogue/name-model'
import { getConnectionName } from '@shared/connections'
import type { ChatId } from '@shared/ids'
import type { Client } from '@/bridge/client'
import { getModelFinder } from '@/bridge/use-model-finder'
import { sayFailure } from '@/features/chat/answer/say-failure'
import type { ChatStore } from '@/features/chat/store'
import { writeChat } from '@/features/chat/write-chat'
import { i18n } from '@/i18n'
import { formatDate, formatMoment } from '@/lib/format-date'
import { formatCost } from '@/lib/format-money'
import { formatNumber } from '@/lib/format-number'
import { advance, dismiss, notify, notifyFailure } from '@/ui/notices'
import { readConversation } from './read-conversation'
import '@/i18n/later'

/** Lets the user choose a place and saves the chat there as Markdown with its images, in the versions on screen. */
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
    sayFailure: (message, hasImages) =>
      sayFailure(message, { provider: getConnectionName(view.connections, message.model), hasImages }),
    sayMoment: (at) => formatMoment(at, language),
    sayCost: (cost) => `${formatCost(cost, language)} · ${t(`money.word.${cost.source}`)}`,
  })
  const words = { folder: t('chatExport.folder'), missing: t('chatExport.missing') }
  const order = { id: crypto.randomUUID(), title: chat.title.slice(0, 1_000), ...written, words }
  const exported = await showingProgress(client, order, () => client.request('chats.export', order))
  if (!exported) return
  if (exported.status === 'stopped') return void notify({ text: `${t('handOff.stopped')} ${t('handOff.savedNone')}` })
  const { missing } = exported
  notify({ text: missing > 0 ? t('chatExport.doneWithout', { count: missing }) : t('chatExport.done') })
}

/**
 * Shows the progress of an export and lets the user cancel it. Shows nothing before the place is chosen, or for a
 * single image.
 */
async function showingProgress<T>(
  client: Client,
  { id, title }: { readonly id: string; readonly title: string },
  work: () => Promise<T>,
): Promise<T> {
  const { t, language } = i18n
  let notice: number | undefined
  const stopListening = client.on('handOff.progressed', ({ id: other, done, of }) => {
    if (other !== id || done === of) return
    const numbers = { done: formatNumber(done, language), of: formatNumber(of, language) }
    const progress = { share: done / of, text: t('handOff.progress', { count: of, ...numbers }) }
    if (notice !== undefined) return advance(notice, progress)
    const cancel = (): void => void client.request('handOff.stop', id).catch(notifyFailure)
    const action = { label: t('handOff.cancel'), run: cancel }
    notice = notify({ text: t('chatExport.exporting', { title }), progress, action, sticky: true })
  })
  try {
    return await work()
  } finally {
    stopListening()
    if (notice !== undefined) dismiss(notice)
  }
}
