import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { SavedPrompt } from '@shared/prompt-library'
import { fillPrompt, listVariables } from '@shared/prompt-variables'
import { useTranslation } from '@/i18n/use-translation'
import { ListOption } from '@/ui/ListOption'
import { notifyFailure } from '@/ui/notices'
import { useBoxList, type BoxListKeys } from '@/ui/use-box-list'
import { findPrompts } from './find-prompts'
import type { PromptLibrary } from './library'
import { VariableForm } from './VariableForm'
import '@/i18n/later'

export interface PromptPickerProps {
  readonly library: PromptLibrary
  /** The text typed after the slash. */
  readonly query: string
  readonly listId: string
  /** Passes on the message box's keys and reports the active option. */
  readonly onReady: (keys: BoxListKeys | undefined) => void
  readonly onInsert: (text: string) => void
  /** Opens the list of all prompts, or the form for a new one. */
  readonly onOpenLibrary: () => void
  /** From a prompt's variables back to the message box. */
  readonly onBack: () => void
  /** Closes the picker and keeps the text. */
  readonly onLeave: () => void
}

/** Typing another letter finds the others faster. */
const MOST_SHOWN = 50

/** The prompts that match the text after a slash, above the message box, which keeps focus. */
export function PromptPicker({ library, query, listId, onReady, onInsert, onOpenLibrary, ...on }: PromptPickerProps) {
  const { onBack, onLeave } = on
  const { t } = useTranslation()
  const prompts = useStore(library, (state) => state.prompts)
  const [filling, setFilling] = useState<SavedPrompt>()
  useEffect(() => {
    library.getState().refresh().catch(notifyFailure)
  }, [library])
  const found = findPrompts(prompts ?? [], query).slice(0, MOST_SHOWN)
  // A slash alone always offers the library; text that matches no prompt is just a message.
  const hasLibrary = query.trim() === '' && prompts !== undefined
  const count = found.length + (hasLibrary ? 1 : 0)

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
  const { list, index, point } = useBoxList({
    listId,
    query,
    count,
    isOff: filling !== undefined,
    choose,
    onReady,
    onLeave,
  })

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
            <ListOption
              key={prompt.id}
              id={`${listId}-${at}`}
              isActive={at === index}
              onPoint={() => point(at)}
              onChoose={() => choose(at)}
            >
              <span dir="auto" className="max-w-[60%] shrink-0 truncate font-medium">
                {prompt.title}
              </span>
              <span dir="auto" aria-hidden className="min-w-0 truncate text-12 text-text-muted">
                {prompt.text.slice(0, 200)}
              </span>
              {prompt.folder && <span className="ml-auto shrink-0 pl-3 text-12 text-text-muted">{prompt.folder}</span>}
            </ListOption>
          ))}
          {hasLibrary && (
            <ListOption
              id={`${listId}-${found.length}`}
              isActive={index === found.length}
              onPoint={() => point(found.length)}
              onChoose={onOpenLibrary}
            >
              <span className="text-text-muted">{t(found.length > 0 ? 'prompts.manage' : 'prompts.first')}</span>
            </ListOption>
          )}
        </div>
      )}
    </div>
  )
}
