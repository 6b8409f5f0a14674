import { ChevronRight, Plus } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { assertNever } from '@shared/assert-never'
import type { ChatId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { focusHome } from '@/lib/focus'
import { useSteady } from '@/lib/use-steady'
import { IconButton } from '@/ui/IconButton'
import { deleteWithUndo } from '../delete-with-undo'
import type { Chat } from '../model'
import { takeChats } from '../projects/drag-chat'
import { showProjectDialog } from '../projects/project-dialogs'
import { ProjectHeading } from '../projects/ProjectHeading'
import { listSections, type Section } from '../projects/sections'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { ChatRow } from './ChatRow'
import { deleteSeveral } from './change-several'
import { extendTo, listSelected, toggleChat } from './select-chats'
import { chatSelection, clearSelection } from './selection-store'
import { SelectionBar } from './SelectionBar'
import { useReadAhead } from './use-read-ahead'
import { useRoving } from './use-roving'
import { useSelectionKeys } from './use-selection-keys'
import '@/i18n/later'

/** Two windows full; more are added as the list is scrolled. */
const STEP = 80

export function ChatList({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const chats = useChatStore((state) => state.chats)
  const openId = useChatStore((state) => state.openChatId)
  const ready = useChatStore((state) => state.ready)
  const list = useRef<HTMLDivElement>(null)
  const projects = useChatStore((state) => state.projects)
  const [showsArchived, showArchived] = useState(false)
  const sections = listSections({ chats, projects }, useMinute())
  const isShown = (section: Section): boolean =>
    section.kind === 'project' ? !section.project.isFolded : section.kind === 'age' || showsArchived
  // A project's heading is a row, too.
  const order = sections.flatMap((section) => [
    ...(section.kind === 'project' ? [section.project.id] : []),
    ...(isShown(section) ? section.chats.map(({ id }) => id) : []),
  ])
  const { limit, showAll, sentinel } = useLimit(order.length, openId === null ? -1 : order.indexOf(openId))
  const { stop, focusRow, handlers, neighbor } = useRoving({ ids: order, openId, list, limit, showAll })

  const readAhead = useReadAhead()

  const chatOrder = sections.flatMap((section) => (isShown(section) ? section.chats.map(({ id }) => id) : []))
  const selected = listSelected(useStore(chatSelection), chatOrder)
  const handleSelect = useSteady((id: ChatId, what: 'range' | 'one') => {
    const now = chatSelection.getState()
    chatSelection.setState(what === 'one' ? toggleChat(now, id) : extendTo(now, id, chatOrder, openId))
  })
  const keys = useSelectionKeys({
    order: chatOrder,
    onSelect: handleSelect,
    focusRow,
    hasSelection: selected.length > 0,
  })

  const handleDelete = useSteady((id: ChatId) => {
    const ids = selected.includes(id) ? selected : [id]
    const next = findNext(id, ids, chatOrder) ?? (ids.length === 1 ? neighbor(id) : undefined)
    if (ids.length > 1) deleteSeveral(store, ids)
    else deleteWithUndo(store, id)
    clearSelection()
    if (next) focusRow(next)
    else focusHome()
  })

  if (chats.length === 0 && projects.length === 0) {
    return ready ? <p className="px-2.5 py-2 text-13 text-text-muted">{t('sidebar.empty')}</p> : null
  }
  /** Dragging a selected chat takes the other selected ones along. */
  const moveAll = (id: ChatId, projectId: ChatId | undefined): void => {
    for (const one of selected.includes(id) ? selected : [id]) store.getState().moveChat(one, projectId)
    clearSelection()
  }
  const shown = takeFirst(sections, isShown, limit)
  const renderChats = (listed: readonly Chat[]) => (
    <ul>
      {listed.map((chat) => (
        <ChatRow
          key={chat.id}
          chat={chat}
          isTabStop={chat.id === stop}
          onLeave={onLeave}
          onDelete={handleDelete}
          onSelect={handleSelect}
        />
      ))}
    </ul>
  )
  return (
    <div
      ref={list}
      {...handlers}
      {...readAhead}
      onKeyDown={(event) => {
        keys(event)
        if (!event.defaultPrevented) handlers.onKeyDown(event)
      }}
    >
      {selected.length > 0 && <SelectionBar ids={selected} onDelete={() => handleDelete(selected[0] as ChatId)} />}
      <ProjectsHeading />
      {shown.map((section) => {
        switch (section.kind) {
          case 'project':
            return (
              <DropSection
                key={section.project.id}
                label={section.project.title}
                isIndented
                onDrop={(id) => moveAll(id, section.project.id)}
                heading={
                  <ProjectHeading
                    project={section.project}
                    count={section.count}
                    isTabStop={section.project.id === stop}
                    onLeave={onLeave}
                  />
                }
              >
                {section.chats.length > 0 && renderChats(section.chats)}
              </DropSection>
            )
          case 'age':
            return (
              <DropSection
                key={section.name}
                label={t(`sidebar.group.${section.name}`)}
                onDrop={(id) => moveAll(id, undefined)}
                heading={<h2 className={HEADING}>{t(`sidebar.group.${section.name}`)}</h2>}
              >
                {renderChats(section.chats)}
              </DropSection>
            )
          case 'archived':
            return (
              <section key="archived" aria-label={t('projects.archived')} className="pt-2">
                <button
                  type="button"
                  aria-expanded={showsArchived}
                  onClick={() => showArchived(!showsArchived)}
                  className={classNames(HEADING, 'flex w-full items-center gap-1 rounded-sm hover:bg-hover')}
                >
                  {t('projects.archived')}
                  <ChevronRight size={12} strokeWidth={1.5} aria-hidden className={showsArchived ? 'rotate-90' : ''} />
                </button>
                {renderChats(section.chats)}
              </section>
            )
          default:
            return assertNever(section)
        }
      })}
      {limit < order.length && <div ref={sentinel} className="h-px" />}
    </div>
  )
}

const HEADING = 'px-2.5 pt-2 pb-1 text-left text-12 font-medium text-text-muted'

interface DropSectionProps {
  readonly label: string
  readonly isIndented?: boolean
  readonly heading: ReactNode
  readonly onDrop: (id: ChatId) => void
  readonly children: ReactNode
}

/** A section of the list that chats can be dropped into. */
function DropSection({ label, isIndented = false, heading, onDrop, children }: DropSectionProps) {
  const [isOver, setOver] = useState(false)
  return (
    <section
      aria-label={label}
      {...takeChats(onDrop, setOver)}
      className={classNames(!isIndented && 'pt-2', 'rounded-sm', isOver && 'outline-2 -outline-offset-2 outline-focus')}
    >
      {heading}
      {isIndented ? <div className="pl-3">{children}</div> : children}
    </section>
  )
}

function ProjectsHeading() {
  const { t } = useTranslation()
  return (
    <div className="flex items-center justify-between pt-2 pr-0.5">
      <h2 className="px-2.5 text-12 font-medium text-text-muted">{t('projects.title')}</h2>
      <IconButton
        icon={Plus}
        label={t('projects.new')}
        size="tiny"
        hintSide="below"
        // The list is one Tab stop. By keyboard, a project can be created in the dialog that moves a chat.
        tabIndex={-1}
        onClick={() => showProjectDialog({ kind: 'new' })}
      />
    </div>
  )
}

/**
 * Where the focus goes when these are deleted: the next remaining chat after this one, otherwise the last before it.
 */
function findNext(id: ChatId, gone: readonly ChatId[], order: readonly ChatId[]): ChatId | undefined {
  const at = order.indexOf(id)
  const stays = (candidate: ChatId): boolean => !gone.includes(candidate)
  return order.slice(at).find(stays) ?? order.slice(0, at).findLast(stays)
}

/** The first `limit` of the shown chats. The headings of projects and of the archive stay. */
function takeFirst(
  sections: readonly Section[],
  isShown: (section: Section) => boolean,
  limit: number,
): readonly (Section & { readonly count: number })[] {
  let left = limit
  return sections.flatMap((section) => {
    const chats = isShown(section) ? section.chats.slice(0, Math.max(0, left)) : []
    left -= chats.length
    return section.kind === 'age' && chats.length === 0 ? [] : [{ ...section, chats, count: section.chats.length }]
  })
}

/** `open`: the position of the open chat, which is listed however far down it is. */
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

/** Often enough for "Today" to become "Yesterday" unnoticed; the groups only change with the day. */
const MINUTE_MS = 60_000

function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), MINUTE_MS)
    return () => window.clearInterval(timer)
  }, [])
  return now
}
