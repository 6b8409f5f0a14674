import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ChatId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { focusHome } from '@/lib/focus'
import { deleteWithUndo } from '../delete-with-undo'
import { chatGroups, type ChatGroup } from '../selectors'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { ChatRow } from './ChatRow'
import { useReadAhead } from './use-read-ahead'
import { useRoving } from './use-roving'
import '@/i18n/later'

/** Two windows full; the rest joins as the list is scrolled. */
const STEP = 80

export function ChatList({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const chats = useChatStore((state) => state.chats)
  const openId = useChatStore((state) => state.openChatId)
  const ready = useChatStore((state) => state.ready)
  const list = useRef<HTMLDivElement>(null)
  const groups = chatGroups(chats, useMinute())
  const order = groups.flatMap((group) => group.chats.map(({ id }) => id))
  const { limit, showAll, sentinel } = useLimit(order.length, openId === null ? -1 : order.indexOf(openId))
  const { stop, focusRow, handlers, neighbor } = useRoving({ ids: order, openId, list, limit, showAll })

  const readAhead = useReadAhead()

  const remove = useRef<(id: ChatId) => void>(() => undefined)
  useEffect(() => {
    remove.current = (id) => {
      const next = neighbor(id)
      deleteWithUndo(store, id)
      if (next) focusRow(next)
      else focusHome()
    }
  })
  const handleDelete = useCallback((id: ChatId) => remove.current(id), [])

  if (chats.length === 0) {
    return ready ? <p className="px-2.5 py-2 text-13 text-text-muted">{t('sidebar.empty')}</p> : null
  }
  return (
    <div ref={list} {...handlers} {...readAhead}>
      {takeFirst(groups, limit).map(({ name, chats: shown }) => (
        <section key={name} aria-labelledby={`chats-${name}`} className="pt-2">
          <h2 id={`chats-${name}`} className="px-2.5 pt-2 pb-1 text-12 font-medium text-text-muted">
            {t(`sidebar.group.${name}`)}
          </h2>
          <ul>
            {shown.map((chat) => (
              <ChatRow
                key={chat.id}
                chat={chat}
                isTabStop={chat.id === stop}
                onLeave={onLeave}
                onDelete={handleDelete}
              />
            ))}
          </ul>
        </section>
      ))}
      {limit < order.length && <div ref={sentinel} className="h-px" />}
    </div>
  )
}

function takeFirst(groups: readonly ChatGroup[], limit: number): readonly ChatGroup[] {
  return groups
    .map((group, index) => {
      const before = groups.slice(0, index).reduce((sum, { chats }) => sum + chats.length, 0)
      return { ...group, chats: group.chats.slice(0, Math.max(0, limit - before)) }
    })
    .filter(({ chats }) => chats.length > 0)
}

/** `open`: the place of the open chat, which is listed however far down it is. */
function useLimit(count: number, open: number) {
  const [reached, setReached] = useState(STEP)
  const limit = Math.max(reached, open + 1)
  const sentinel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const target = sentinel.current
    if (!target) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setReached(limit + STEP)
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [limit, count])
  return { limit, showAll: () => flushSync(() => setReached(count)), sentinel }
}

/** Often enough for "Today" to become "Yesterday" without being looked at; the groups change with the day only. */
const MINUTE_MS = 60_000

function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), MINUTE_MS)
    return () => window.clearInterval(timer)
  }, [])
  return now
}
