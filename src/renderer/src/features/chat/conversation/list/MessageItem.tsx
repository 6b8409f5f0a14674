import { memo, useCallback } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { assertNever } from '@shared/assert-never'
import type { MessageId } from '@shared/ids'
import { classNames } from '@/lib/class-names'
import { AssistantView } from '../../answer/AssistantView'
import type { Message, MessagePosition } from '../../model'
import { useChatStore } from '../../use-chat-store'
import { findGroup } from '../../shown'
import { UNASKED_ID } from '../../context/cut'
import { CutLine } from '../../context/CutLine'
import { AnswerGroup } from '../AnswerGroup'
import { UserView } from '../UserView'

interface MessageItemProps extends MessagePosition {
  readonly id: MessageId
  /** See `ShownRange.measureItem`. */
  readonly measure: (id: MessageId, element: HTMLElement) => () => void
}

/**
 * A message, or a group of answers in the row of its anchor. Subscribes only to its own message, so that a streamed
 * word re-renders one item. With the scroll bar's gutter (12 px), its padding aligns the text with the composer's.
 */
export const MessageItem = memo(function MessageItem({ id, position, count, measure }: MessageItemProps) {
  const message = useChatStore((state) => state.messages.get(id))
  const group = useChatStore(useShallow((state) => findGroup(state, id)?.map((answer) => answer.id)))
  const attach = useCallback(
    (element: HTMLElement | null) => (element ? measure(id, element) : undefined),
    [id, measure],
  )
  if (!message) return null
  return (
    <div
      ref={attach}
      data-item={id}
      className={classNames(
        'px-[13px] narrow:px-[29px]',
        message.role === 'user' ? 'pt-6 pb-1.5' : message.kind === 'text' ? 'pt-3 pb-2' : 'pt-1.5 pb-2',
      )}
    >
      {message.role === 'user' && <CutLine id={id} />}
      {group ? (
        <AnswerGroup ids={group} position={position} count={count} />
      ) : (
        <div className="mx-auto flex max-w-column flex-col">
          <MessageView message={message} position={position} count={count} />
        </div>
      )}
      {position === count && <CutLine id={UNASKED_ID} />}
    </div>
  )
})

function MessageView({ message, ...place }: { readonly message: Message } & MessagePosition) {
  switch (message.role) {
    case 'user':
      return <UserView message={message} {...place} />
    case 'assistant':
      return <AssistantView message={message} {...place} />
    default:
      return assertNever(message)
  }
}
