/** The application menu's commands for answers. No-ops without an answer. */
import type { ChatId } from '@shared/ids'
import type { Command } from '@shared/shortcuts'
import type { Client } from '@/bridge/client'
import type { ChatStore } from '@/features/chat/store'
import { composer } from '@/features/composer/store'
import { notifyFailure } from '@/ui/notices'
import { findFocusedImage, findTargets, type AnswerTargets } from './answer-targets'

export function createAnswerCommands(store: ChatStore, client: Client): Partial<Record<Command, () => void>> {
  const targets = (): AnswerTargets => findTargets(store.getState(), findFocusedImage())
  return {
    'save-image': () => {
      const { image } = targets()
      if (!image) return
      const { messages } = store.getState()
      void import('./save-image').then(({ saveImage }) => saveImage(client, messages, image)).catch(notifyFailure)
    },
    stop: () => {
      const { stop } = targets()
      if (stop) store.getState().stop(stop)
    },
    'stop-all': () => {
      const stopAll = (): void => targets().stopAll.forEach((id) => store.getState().stop(id))
      void pauseBatch(client, store.getState().openChatId).then(stopAll, stopAll)
    },
    regenerate: () => {
      const { regenerate } = targets()
      if (!regenerate) return
      store.getState().retry(regenerate)
      composer.focus()
    },
  }
}

/** Pauses the chat's batch, which would otherwise continue with its next cells. */
async function pauseBatch(client: Client, chatId: ChatId | null): Promise<void> {
  const batches = await client.request('batches.list')
  const batch = batches.find((one) => one.chatId === chatId && one.state.status === 'running')
  if (batch) await client.request('batches.change', { id: batch.id, wish: 'pause' })
}
