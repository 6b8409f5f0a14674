/** Dragging chats within the sidebar. Other apps get none of their data. */
import type { DragEvent } from 'react'
import type { ChatId } from '@shared/ids'

const TYPE = 'application/x-easel-chat'

export function dragChat(data: DataTransfer, id: ChatId): void {
  data.setData(TYPE, id)
  data.effectAllowed = 'move'
}

/** Handlers for an element that accepts chats. `onOver`: whether a chat is dragged over it. */
export function takeChats(onDrop: (id: ChatId) => void, onOver: (isOver: boolean) => void) {
  return {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(TYPE)) return
      event.preventDefault()
      onOver(true)
    },
    onDragLeave: () => onOver(false),
    onDrop: (event: DragEvent) => {
      const id = event.dataTransfer.getData(TYPE)
      onOver(false)
      if (id === '') return
      event.preventDefault()
      onDrop(id as ChatId)
    },
  }
}
