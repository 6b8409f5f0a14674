/** The commands of the application menu that are about answers. Nothing happens where there is none. */
import { i18n } from '@/i18n'
import type { ChatId } from '@shared/ids'
import type { Command } from '@shared/shortcuts'
import type { Client } from '@/bridge/client'
import { findInputs, listAnswerImages } from '@/features/chat/answer-content'
import { collectRecipeFacts } from '@/features/chat/recipe-facts'
import type { ChatStore } from '@/features/chat/store'
import type { Messages } from '@/features/chat/tree'
import { composer } from '@/features/composer/store'
import { makeFileName } from '@/lib/file-name'
import { notify, notifyFailure } from '@/ui/notices'
import { findFocusedImage, findTargets, type AnswerTargets } from './answer-targets'

export function createAnswerCommands(store: ChatStore, client: Client): Partial<Record<Command, () => void>> {
  const targets = (): AnswerTargets => findTargets(store.getState(), findFocusedImage())
  return {
    'save-image': () => {
      const { image } = targets()
      if (image) saveImage(client, store.getState().messages, image)
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

/** Or it would go on with its next cells. */
async function pauseBatch(client: Client, chatId: ChatId | null): Promise<void> {
  const batches = await client.request('batches.list')
  const batch = batches.find((one) => one.chatId === chatId && one.state.status === 'running')
  if (batch) await client.request('batches.change', { id: batch.id, wish: 'pause' })
}

function saveImage(client: Client, messages: Messages, { message, index }: NonNullable<AnswerTargets['image']>): void {
  const image = listAnswerImages(message)[index]
  if (!image) return
  const recipe = collectRecipeFacts(message, index, findInputs(messages, message))
  const suggestedName = makeFileName(message.prompt ?? '', image.format)
  void client
    .request('images.saveAs', { hash: image.hash, suggestedName, ...(recipe && { recipe }) })
    .then((outcome) => {
      if (outcome !== 'cancelled') notify({ text: i18n.t(`image.${outcome}`) })
    }, notifyFailure)
}
