import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { chatGroups, type ChatGroup } from '../selectors'
import { useChatStore } from '../use-chat-store'
import { ChatRow } from './ChatRow'

/** Two windows full; the rest joins as the list is scrolled. */
const STEP = 80

export function ChatList({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation()
  const chats = useChatStore((state) => state.chats)
  const ready = useChatStore((state) => state.ready)
  const now = useMinute()
  const { limit, sentinel } = useLimit(chats.length)
  if (chats.length === 0) {
    return ready ? <p className="px-2.5 py-2 text-13 text-text-muted">{t('sidebar.empty')}</p> : null
  }
  const groups = firstOf(chatGroups(chats, now), limit)
  return (
    <>
      {groups.map(({ name, chats: shown }) => (
        <section key={name} aria-labelledby={`chats-${name}`} className="pt-2">
          <h2 id={`chats-${name}`} className="px-2.5 pt-2 pb-1 text-12 font-medium text-text-muted">
            {t(`sidebar.group.${name}`)}
          </h2>
          <ul>
            {shown.map((chat) => (
              <ChatRow key={chat.id} chat={chat} onLeave={onLeave} />
            ))}
          </ul>
        </section>
      ))}
      {limit < chats.length && <div ref={sentinel} className="h-px" />}
    </>
  )
}

function firstOf(groups: readonly ChatGroup[], limit: number): readonly ChatGroup[] {
  return groups
    .map((group, index) => {
      const before = groups.slice(0, index).reduce((sum, { chats }) => sum + chats.length, 0)
      return { ...group, chats: group.chats.slice(0, Math.max(0, limit - before)) }
    })
    .filter(({ chats }) => chats.length > 0)
}

function useLimit(count: number) {
  const [limit, setLimit] = useState(STEP)
  const sentinel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const target = sentinel.current
    if (!target) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setLimit((was) => was + STEP)
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [limit, count])
  return { limit, sentinel }
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
