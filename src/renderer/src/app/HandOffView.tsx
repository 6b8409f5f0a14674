import { useState } from 'react'
import type { MessageId } from '@shared/ids'
import { findInputs, listAnswerImages } from '@/features/chat/answer-content'
import { collectRecipeFacts } from '@/features/chat/recipe-facts'
import type { ChatStore } from '@/features/chat/store'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { HandOffDialog } from '@/features/hand-off/HandOffDialog'
import type { HandOffSource } from '@/features/hand-off/model'
import { readRecipes } from './gallery-recipes'
import type { Exported } from './layout-store'

interface HandOffViewProps {
  readonly what: Exported
  readonly onClose: () => void
}

/** Exports images of an answer or of the gallery. The selection is fixed while the dialog is open. */
export function HandOffView({ what, onClose }: HandOffViewProps) {
  const chat = useChatStoreApi()
  const [source] = useState(() => collectSource(chat, what))
  return source && <HandOffDialog source={source} onClose={onClose} />
}

function collectSource(chat: ChatStore, what: Exported): HandOffSource | undefined {
  const { chats } = chat.getState()
  if (what.from === 'answer') return collectFromAnswer(chat, what.id)
  const titles = new Map(chats.map(({ id, title }) => [id, title]))
  return {
    images: what.images.map(({ image, prompt, model, createdAt, chatId, rating, collections }) => ({
      image,
      prompt,
      model,
      madeAt: createdAt,
      chat: titles.get(chatId),
      rating,
      collections,
    })),
    readRecipes: () => readRecipes(chat, what.images),
  }
}

function collectFromAnswer(chat: ChatStore, id: MessageId): HandOffSource | undefined {
  const { messages, chats, openChatId } = chat.getState()
  const message = messages.get(id)
  if (message?.role !== 'assistant') return undefined
  const question = messages.get(message.parentId)
  // Text model answers don't have their own prompt.
  const prompt = message.prompt ?? (question?.role === 'user' ? question.text : '')
  const shown = [...listAnswerImages(message).entries()].filter(([, { isDeleted }]) => !isDeleted)
  return {
    images: shown.map(([, image]) => ({
      image,
      prompt,
      model: message.model,
      madeAt: message.createdAt,
      chat: chats.find((other) => other.id === openChatId)?.title,
      rating: undefined,
      collections: [],
    })),
    readRecipes: async () => shown.map(([index]) => collectRecipeFacts(message, index, findInputs(messages, message))),
  }
}
