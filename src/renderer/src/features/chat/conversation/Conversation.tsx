import { ArrowDown } from 'lucide-react'
import { useEffect, useLayoutEffect, useState, type ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import { afterPaint } from '@/lib/after-paint'
import { Button } from '@/ui/Button'
import { lazyPart } from '@/ui/lazy-part'
import { useStickToBottom } from '@/lib/use-stick-to-bottom'
import { EmptyConversation } from './EmptyConversation'
import { conversationRows } from '../shown'
import { useChatStore } from '../use-chat-store'

const MessageList = lazyPart(() => import('./list/MessageList').then((module) => module.MessageList))

interface ConversationProps {
  /** What the composer currently generates. */
  readonly kind: Model['kind']
  /** Stays at the top while the messages scroll below it, and takes up space there. */
  readonly children?: ReactNode
}

/** The messages of the open chat and their scroll container. Remounted for each chat, so that it starts at its end. */
export function Conversation({ kind, children }: ConversationProps) {
  const { t } = useTranslation()
  const ids = useChatStore(conversationRows)
  const opening = useChatStore((state) => state.opening)
  const isSettled = useChatStore((state) => state.isSettled)
  const { scroller, content, away, scrolled, jump, letGo, isAtEnd } = useStickToBottom(ids.length > 0)

  // The list scrolls to its place before the first paint, which requires the scroll container.
  const [isReady, setReady] = useState(false)
  useLayoutEffect(() => setReady(true), [])

  // The first frame has no messages; their code is loaded by the time there are some.
  useEffect(() => afterPaint(MessageList.preload), [])

  return (
    <div className="relative flex min-h-0 grow flex-col">
      {scrolled && <div aria-hidden className="absolute inset-x-0 top-0 z-10 border-t border-line" />}
      <div
        ref={scroller}
        // Reachable for the keyboard: arrow and page keys scroll.
        tabIndex={0}
        // A bar at the edge shows the focus; a ring around half of the window would be meaningless.
        data-container
        className="flex min-h-0 grow flex-col overflow-x-hidden overflow-y-scroll [scrollbar-gutter:stable_both-edges] focus-visible:shadow-[inset_2px_0_0_var(--focus)] focus-visible:outline-none forced-colors:focus-visible:border-l-2"
      >
        {/* Inside the scroller: content that is scrolled away above makes room for it, and nothing moves. */}
        {children}
        <div
          ref={content}
          role="log"
          aria-label={t('conversation.title')}
          // The announcer reports each change once; a log would read out every streamed word.
          aria-live="off"
          // The chat that is open before main's welcome is only remembered.
          aria-busy={opening || !isSettled}
          className={ids.length === 0 ? 'flex grow flex-col' : '@container pt-2 pb-5'}
        >
          {ids.length === 0 && !opening && <EmptyConversation kind={kind} />}
          {ids.length > 0 && isReady && (
            <MessageList.Component {...{ scroller, list: content, isAtEnd, letGo, jump }} />
          )}
        </div>
        {/* Inside the scroller, so that the wheel still works over it. */}
        {away && (
          <div className="sticky bottom-3 z-10 flex h-0 shrink-0 items-end justify-center">
            <Button size="pill" className="animate-appear" onClick={() => jump()}>
              <ArrowDown size={16} strokeWidth={1.5} aria-hidden />
              {t('conversation.jump')}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}
