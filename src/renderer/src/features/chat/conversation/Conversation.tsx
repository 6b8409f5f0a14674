import { ArrowDown } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import type { MessageId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import { afterPaint } from '@/lib/after-paint'
import { Button } from '@/ui/Button'
import { lazyPart } from '@/ui/lazy-part'
import { useStickToBottom } from '@/lib/use-stick-to-bottom'
import { EmptyConversation } from './EmptyConversation'
import { useOldestFound } from '../find/store'
import { visibleMessageIds } from '../selectors'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useSought } from './use-sought'
import { findPlace } from './find-place'
import { useTail } from './use-tail'

const PlaceKeeper = lazyPart(() => import('./PlaceKeeper').then((module) => module.PlaceKeeper))
const MessageItem = lazyPart(() => import('./MessageItem').then((module) => module.MessageItem))

interface ConversationProps {
  /** What the composer asks for now. */
  readonly kind: Model['kind']
  /** Stays at the top while the messages scroll below it, and takes its own room there. */
  readonly children?: ReactNode
}

/** The messages of the open chat. Mounted anew for each chat, so that scroll and window start at its end. */
export function Conversation({ kind, children }: ConversationProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const ids = useChatStore(visibleMessageIds)
  const opening = useChatStore((state) => state.opening)
  const isSettled = useChatStore((state) => state.isSettled)
  const place = useChatStore((state) => state.place)
  const soughtId = useChatStore((state) => state.soughtId)
  const { scroller, content, away, scrolled, jump, letGo, isAtEnd } = useStickToBottom(ids.length > 0)
  const oldestFound = useOldestFound()
  const { shown, hasOlder, sentinel } = useTail(ids, scroller, soughtId ?? place?.messageId ?? oldestFound)
  const lastId = ids.at(-1)
  const shownLast = useRef<MessageId>(undefined)

  // A new question or a new try comes into view; leafing through versions leaves the view where it is.
  useLayoutEffect(() => {
    const before = shownLast.current
    if (before === lastId) return
    shownLast.current = lastId
    const last = lastId && store.getState().messages.get(lastId)
    // Where the user left off comes first.
    if (store.getState().place) return
    if (last?.role === 'assistant' && last.status === 'streaming') {
      jump(last.kind === 'image' ? () => findPlace(scroller.current, last) : undefined)
    } else if (before !== undefined) letGo()
  }, [lastId, store, jump, letGo, scroller])

  useSought({ id: soughtId, content, letGo, shown })

  // The first frame has no messages; by the time there are some, their code is here.
  useEffect(() => afterPaint(MessageItem.preload), [])

  return (
    <div className="relative flex min-h-0 grow flex-col">
      {scrolled && <div aria-hidden className="absolute inset-x-0 top-0 z-10 border-t border-line" />}
      <div
        ref={scroller}
        // Reachable for the keyboard: arrow and page keys scroll.
        tabIndex={0}
        // A bar at its edge says that it has the focus: a ring around half of the window would say nothing.
        data-container
        className="flex min-h-0 grow flex-col overflow-x-hidden overflow-y-scroll [scrollbar-gutter:stable_both-edges] focus-visible:shadow-[inset_2px_0_0_var(--focus)] focus-visible:outline-none forced-colors:focus-visible:border-l-2"
      >
        {/* Inside the scroller: where something is scrolled away above, its room comes from there, and nothing moves. */}
        {children}
        <div
          ref={content}
          role="log"
          aria-label={t('conversation.title')}
          // The announcer says what changes, once; a log would read out every streamed word.
          aria-live="off"
          // What is open before main has been heard is only remembered.
          aria-busy={opening || !isSettled}
          className={ids.length === 0 ? 'flex grow flex-col' : '@container pt-2 pb-5'}
        >
          {hasOlder && <div ref={sentinel} aria-hidden className="h-px" />}
          {shown.map((id, index) => (
            <MessageItem.Component key={id} id={id} far={index < shown.length - NEAR_MESSAGES} />
          ))}
          {ids.length === 0 && !opening && <EmptyConversation kind={kind} />}
          {ids.length > 0 && <PlaceKeeper.Component {...{ scroller, content, isAtEnd, letGo, shown }} />}
        </div>
        {/* Inside the scroller, so that the wheel goes on working over it. */}
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

/** The last screens are always laid out; what is further up may be skipped until it is scrolled to. */
const NEAR_MESSAGES = 8
