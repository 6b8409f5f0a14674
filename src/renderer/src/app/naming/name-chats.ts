/** Has a text model name new chats, if the user has chosen one for that: it costs a little each time. */
import { createId, type ChatId, type MessageId } from '@shared/ids'
import { isBlank } from '@shared/is-blank'
import type { Run } from '@shared/run'
import type { Client } from '@/bridge/client'
import type { SettingsStore } from '@/bridge/settings-store'
import type { ChatStore } from '@/features/chat/store'
import { createTitle } from '@/features/chat/title'
import { findUsable } from '@/features/composer/choose-model'
import { createTitleRequest, readTitle } from './title-request'

/**
 * Requests a title once per chat, after its first answer is done, and only while the title is still the first words of
 * the question. Keeps a title typed meanwhile. If the request fails (a cap, a missing key, a useless answer), the first
 * words stay. Returns a function that stops it.
 */
export function nameChats(
  client: Client,
  chat: Pick<ChatStore, 'getState'>,
  settings: Pick<SettingsStore, 'getState'>,
): () => void {
  const asked = new Set<ChatId>()

  const name = async ({ place }: Run): Promise<void> => {
    const { view } = settings.getState()
    const chosen = view?.settings.titleModel
    const model = view && chosen ? findUsable(chosen, view) : undefined
    if (model?.kind !== 'text' || asked.has(place.chatId)) return
    asked.add(place.chatId)
    const outcome = await client.request('helpers.ask', {
      id: createId<MessageId>(),
      purpose: 'name-chat',
      chatId: place.chatId,
      ...(place.projectId && { projectId: place.projectId }),
      request: createTitleRequest(model, place.question.text),
    })
    const title = outcome.status === 'done' && !outcome.shortfall ? readTitle(outcome.text) : undefined
    if (title && hasFirstWords(chat, place)) chat.getState().renameChat(place.chatId, title)
  }

  return client.on('run.changed', (run) => {
    if (run.state.status !== 'done' || !isFirst(run) || !hasFirstWords(chat, run.place)) return
    // Main refused it, so nothing was spent, and the first words are good enough.
    name(run).catch(() => undefined)
  })
}

function isFirst({ place: { question } }: Run): boolean {
  return question.parentId === null && !isBlank(question.text)
}

/** Whether the chat's title is still the first words of this question, so the user hasn't named it. */
function hasFirstWords(chat: Pick<ChatStore, 'getState'>, { chatId, question }: Run['place']): boolean {
  const title = chat.getState().chats.find(({ id }) => id === chatId)?.title
  return title !== undefined && title === createTitle(question.text)
}
