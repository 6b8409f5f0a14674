import { memo } from 'react'
import { assertNever } from '@shared/assert-never'
import type { MessageId } from '@shared/ids'
import { classNames } from '@/lib/class-names'
import { AssistantView } from '../answer/AssistantView'
import { useChatStore } from '../use-chat-store'
import { readMessageText } from '../answer-content'
import type { Message } from '../model'
import { UserView } from './UserView'
import '@/i18n/later'

interface MessageItemProps {
  readonly id: MessageId
  /** Far up: its layout and paint may wait until it is scrolled near. */
  readonly far: boolean
}

/**
 * Subscribes to its own message only, so that a streamed word re-renders one item. With the scroll bar's gutter (12 px)
 * its padding puts the text on the same edge as the composer's.
 */
export const MessageItem = memo(function MessageItem({ id, far }: MessageItemProps) {
  const message = useChatStore((state) => state.messages.get(id))
  if (!message) return null
  return (
    <div
      className={classNames(
        'px-[13px] narrow:px-[29px]',
        message.role === 'user' ? 'pt-6 pb-1.5' : message.kind === 'text' ? 'pt-3 pb-2' : 'pt-1.5 pb-2',
        far && '[content-visibility:auto]',
      )}
      style={far ? { containIntrinsicBlockSize: `auto ${likelyHeight(message)}px` } : undefined}
    >
      <div className="mx-auto flex max-w-column flex-col">
        <MessageView message={message} />
      </div>
    </div>
  )
})

function MessageView({ message }: { readonly message: Message }) {
  switch (message.role) {
    case 'user':
      return <UserView message={message} />
    case 'assistant':
      return <AssistantView message={message} />
    default:
      return assertNever(message)
  }
}

/** A guess for the scroll bar until the message has been laid out once. */
function likelyHeight(message: Message): number {
  const words = readMessageText(message)
  const lines = Math.ceil(words.length / 90) + words.split('\n').length - 1
  const text = Math.min(lines, 400) * 21
  if (message.role === 'user') return 52 + Math.min(text, 210) + (message.inputs.length > 0 ? 72 : 0)
  return message.kind === 'image' ? 0.65 * window.innerHeight + 70 : 60 + text
}
