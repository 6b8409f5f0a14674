import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { SavedPrompt } from '@shared/prompt-library'
import { fillPrompt, listVariables } from '@shared/prompt-variables'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { notifyFailure } from '@/ui/notices'
import { findPrompts } from './find-prompts'
import type { PromptLibrary } from './library'
import { VariableForm } from './VariableForm'
import '@/i18n/later'

export interface PromptPickerProps {
  readonly library: PromptLibrary
  /** What was typed behind the slash. */
  readonly query: string
  readonly listId: string
  /** Gets the keys of the message box, and says which option is meant. */
  readonly onReady: (keys: PickerKeys | undefined) => void
  readonly onInsert: (text: string) => void
  /** The list of all, or the form of a new one. */
  readonly onOpenLibrary: () => void
  /** From the fields of a prompt to the message box. */
  readonly onBack: () => void
  /** The text stays. */
  readonly onLeave: () => void
}

export interface PickerKeys {
  /** The id of the option that Enter chooses. Undefined: there's no list. */
  readonly activeId: string | undefined
  /** Whether the key was meant for the list. */
  handle(event: KeyboardEvent): boolean
}

/** More are found faster by another letter. */
const MOST_SHOWN = 50

/** The prompts that fit what was typed behind a slash, above the message box, which keeps the focus. */
export function PromptPicker({ library, query, listId, onReady, onInsert, onOpenLibrary, ...on }: PromptPickerProps) {
  const { onBack, onLeave } = on
  const { t } = useTranslation()
  const prompts = useStore(library, (state) => state.prompts)
  const [active, setActive] = useState(0)
  const [filling, setFilling] = useState<SavedPrompt>()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    library.getState().refresh().catch(notifyFailure)
  }, [library])
  const found = findPrompts(prompts ?? [], query).slice(0, MOST_SHOWN)
  // An empty slash always offers the way to the library; words that fit nothing are a message like any other.
  const hasLibrary = query.trim() === '' && prompts !== undefined
  const count = found.length + (hasLibrary ? 1 : 0)
  const index = Math.min(active, Math.max(0, count - 1))

  const choose = (at: number): void => {
    const prompt = found[at]
    if (!prompt) return onOpenLibrary()
    if (listVariables(prompt.text).length > 0) setFilling(prompt)
    else onInsert(fillPrompt(prompt.text, new Map()))
  }
  const cancel = (): void => {
    setFilling(undefined)
    onBack()
  }
  const moveTo = (at: number): void => {
    setActive(at)
    list.current?.querySelectorAll('[role=option]')[at]?.scrollIntoView({ block: 'nearest' })
  }
  const handle = (event: KeyboardEvent): boolean => {
    if (filling) return false
    if (event.key === 'Escape') {
      onLeave()
      return true
    }
    if (count === 0) return false
    if (event.key === 'ArrowDown') moveTo((index + 1) % count)
    else if (event.key === 'ArrowUp') moveTo((index - 1 + count) % count)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(index)
    else return false
    return true
  }
  const keys = useRef(handle)
  useLayoutEffect(() => {
    keys.current = handle
  })
  const activeId = count > 0 && !filling ? `${listId}-${index}` : undefined
  useLayoutEffect(() => {
    onReady({ activeId, handle: (event) => keys.current(event) })
  }, [activeId, onReady])
  useLayoutEffect(() => () => onReady(undefined), [onReady])
  useLayoutEffect(() => setActive(0), [query])

  if (!filling && count === 0) return null
  return (
    <div className="absolute right-0 bottom-full left-0 z-20 mb-2 flex max-h-[min(320px,50vh)] animate-appear flex-col overflow-hidden rounded-md border border-line bg-surface-raised shadow-float">
      {filling ? (
        <VariableForm prompt={filling} onInsert={onInsert} onCancel={cancel} />
      ) : (
        <div
          ref={list}
          id={listId}
          role="listbox"
          aria-label={t('prompts.title')}
          className="scroll-slim min-h-0 p-1.5"
        >
          {found.map((prompt, at) => (
            <Option
              key={prompt.id}
              id={`${listId}-${at}`}
              isActive={at === index}
              onPoint={() => setActive(at)}
              onChoose={() => choose(at)}
            >
              <span dir="auto" className="max-w-[60%] shrink-0 truncate font-medium">
                {prompt.title}
              </span>
              <span dir="auto" aria-hidden className="min-w-0 truncate text-12 text-text-muted">
                {prompt.text.slice(0, 200)}
              </span>
              {prompt.folder && <span className="ml-auto shrink-0 pl-3 text-12 text-text-muted">{prompt.folder}</span>}
            </Option>
          ))}
          {hasLibrary && (
            <Option
              id={`${listId}-${found.length}`}
              isActive={index === found.length}
              onPoint={() => setActive(found.length)}
              onChoose={onOpenLibrary}
            >
              <span className="text-text-muted">{t(found.length > 0 ? 'prompts.manage' : 'prompts.first')}</span>
            </Option>
          )}
        </div>
      )}
    </div>
  )
}

interface OptionProps {
  readonly id: string
  readonly isActive: boolean
  readonly onPoint: () => void
  readonly onChoose: () => void
  readonly children: ReactNode
}

function Option({ id, isActive, onPoint, onChoose, children }: OptionProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      // Not when a row only moves below a pointer that rests.
      onPointerMove={isActive ? undefined : onPoint}
      // The focus stays in the message box.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={classNames(
        'flex h-8 cursor-default items-center gap-3 rounded-sm px-2.5 text-13',
        isActive && 'bg-hover forced-colors:outline forced-colors:outline-2',
      )}
    >
      {children}
    </div>
  )
}
