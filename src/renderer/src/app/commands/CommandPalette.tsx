import { Search } from 'lucide-react'
import { createElement, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { assertNever } from '@shared/assert-never'
import { useClient } from '@/bridge/use-client'
import { showProjectDialog } from '@/features/chat/projects/project-dialogs'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { useWindowActions } from '@/features/chat/window-actions'
import { useTranslation } from '@/i18n/use-translation'
import { findSpans, splitQuery } from '@/lib/fold-text'
import { Dialog } from '@/ui/Dialog'
import { ListOption } from '@/ui/ListOption'
import { openReferences, openSettings } from '../layout-store'
import { createCommands } from './create-commands'
import { findIcon } from './find-icon'
import {
  canBeRecent,
  findItems,
  getItemKey,
  type PaletteAction,
  type PaletteDialog,
  type PaletteItem,
} from './list-items'
import { noteRecent, readRecent } from './recent-items'
import { useItems } from './use-items'
import '@/i18n/later'

/** Finds commands, pages of Settings, models and chats by a few letters of their names. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const listId = useId()
  const items = useItems()
  const act = useAct()
  const [recent] = useState(() => readRecent(window.localStorage))
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const found = useMemo(() => findItems(items, query, recent), [items, query, recent])
  useLayoutEffect(() => box.current?.focus(), [])

  const choose = (item: PaletteItem | undefined): void => {
    if (!item) return
    if (canBeRecent(item)) noteRecent(window.localStorage, getItemKey(item))
    // Focus first returns to where it was, then the choice may move it.
    flushSync(onClose)
    act(item)
  }
  const moveTo = (index: number): void => {
    setActive(index)
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' })
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const count = found.length
    const steps: Partial<Record<string, number>> = {
      ArrowDown: (active + 1) % Math.max(1, count),
      ArrowUp: (active - 1 + count) % Math.max(1, count),
      PageDown: Math.min(count - 1, active + PAGE),
      PageUp: Math.max(0, active - PAGE),
    }
    const next = steps[event.key]
    if (next !== undefined) moveTo(Math.max(0, next))
    else if (event.key === 'Enter') choose(found[active])
    else return
    event.preventDefault()
  }
  return (
    <Dialog
      label={t('commands.title')}
      onDismiss={onClose}
      className="mb-auto mt-[12vh] flex max-h-[70vh] w-[600px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <div className="relative flex shrink-0 border-b border-line">
        <Search
          size={16}
          strokeWidth={1.5}
          aria-hidden
          className="pointer-events-none absolute top-4 left-4 text-text-muted"
        />
        <input
          ref={box}
          role="combobox"
          aria-label={t('commands.box')}
          dir="auto"
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={found[active] && `${listId}-${active}`}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('commands.hint')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActive(0)
            list.current?.scrollTo(0, 0)
          }}
          onKeyDown={handleKey}
          className="h-12 min-w-0 grow bg-transparent pr-4 pl-11 text-14 focus-visible:outline-none"
        />
      </div>
      <p role="status" className={found.length > 0 ? 'sr-only' : 'px-4 py-6 text-center text-13 text-text-muted'}>
        {found.length > 0 ? query.trim() !== '' && t('commands.found', { count: found.length }) : t('commands.none')}
      </p>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t('commands.list')}
        // The box handles the keys; without this, Chromium would make the scrollable list a tab stop.
        tabIndex={-1}
        className="scroll-slim min-h-0 grow p-1.5 empty:hidden"
      >
        {found.map((item, index) => (
          <Row
            key={getItemKey(item)}
            id={`${listId}-${index}`}
            item={item}
            query={query}
            isActive={index === active}
            onPoint={() => setActive(index)}
            onChoose={() => choose(item)}
          />
        ))}
      </div>
    </Dialog>
  )
}

/** Rows per Page Down. */
const PAGE = 8

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true, className: 'shrink-0 text-text-muted' } as const

interface RowProps {
  readonly id: string
  readonly item: PaletteItem
  readonly query: string
  readonly isActive: boolean
  readonly onPoint: () => void
  readonly onChoose: () => void
}

function Row({ id, item, query, isActive, onPoint, onChoose }: RowProps) {
  const { t } = useTranslation()
  return (
    <ListOption id={id} isActive={isActive} onPoint={onPoint} onChoose={onChoose} className="h-9">
      {createElement(findIcon(item), ICON)}
      <span dir="auto" className="min-w-0 truncate">
        <Marked text={item.label} query={query} />
      </span>
      <span className="ml-auto shrink-0 pl-3 text-12 text-text-muted">{item.keys ?? sayKind(item.kind)}</span>
    </ListOption>
  )

  function sayKind(kind: PaletteItem['kind']): string {
    return kind === 'model' || kind === 'chat' ? t(`commands.kind.${kind}`) : ''
  }
}

function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  const spans = findSpans(text, splitQuery(query))
  return (
    <>
      {spans.map(({ start, end }, index) => (
        <span key={start}>
          {text.slice(spans[index - 1]?.end ?? 0, start)}
          <strong className="font-semibold">{text.slice(start, end)}</strong>
        </span>
      ))}
      {text.slice(spans.at(-1)?.end ?? 0)}
    </>
  )
}

const DIALOGS: Readonly<Record<PaletteDialog, () => void>> = {
  'new-project': () => showProjectDialog({ kind: 'new' }),
  'named-images': () => openReferences(),
}

function useAct(): (action: PaletteAction) => void {
  const store = useChatStoreApi()
  const client = useClient()
  const { chooseModel, focusComposer } = useWindowActions()
  return (action) => {
    switch (action.kind) {
      case 'command':
        return createCommands(store, client)[action.command]?.()
      case 'dialog':
        return DIALOGS[action.dialog]()
      case 'settings':
        return openSettings(action.section)
      case 'model':
        chooseModel(action.model)
        return focusComposer()
      case 'chat':
        void store.getState().openChat(action.chat)
        return focusComposer()
      default:
        return assertNever(action)
    }
  }
}
