import { useState } from 'react'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { foldText, splitQuery } from '@/lib/fold-text'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import type { ChatSummary, ExportSummary } from './export-reader'
import { SOURCES } from './foreign-chat'

/** With at least this many chats, there's a search. */
const MANY = 12

interface ChooseChatsProps {
  readonly summary: ExportSummary
  readonly known: ReadonlySet<string>
  readonly onBack: () => void
  /** By index in the summary. */
  readonly onImport: (chosen: readonly number[]) => void
}

/** The chats of an export, initially all selected. */
export function ChooseChats({ summary: { source, chats, unreadable }, known, onBack, onImport }: ChooseChatsProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(chats.keys()))
  const [query, setQuery] = useState('')
  const words = splitQuery(query)
  const shown = [...chats.entries()].filter(([, { title }]) => includesAll(title, words))
  const isAll = shown.length > 0 && shown.every(([index]) => chosen.has(index))
  const toggle = (indexes: readonly number[], isOn: boolean): void => {
    const next = new Set(chosen)
    for (const index of indexes) {
      if (isOn) next.add(index)
      else next.delete(index)
    }
    setChosen(next)
  }
  return (
    <>
      <div className="flex flex-col gap-3 px-6 pb-3">
        <p role="status" className="text-13 text-text-muted">
          {[
            t('imports.found', { count: chats.length, app: SOURCES[source] }),
            ...(unreadable > 0 ? [t('imports.unreadable', { count: unreadable })] : []),
          ].join(' ')}
        </p>
        {chats.length >= MANY && (
          <input
            type="search"
            aria-label={t('imports.search')}
            dir="auto"
            placeholder={t('imports.search')}
            value={query}
            onChange={({ target }) => setQuery(target.value)}
            className={classNames(CONTROL, 'w-full')}
          />
        )}
        <label className="flex items-center gap-2.5 text-13 font-medium">
          <input
            type="checkbox"
            checked={isAll}
            onChange={({ target }) =>
              toggle(
                shown.map(([index]) => index),
                target.checked,
              )
            }
          />
          {t('imports.all')}
        </label>
      </div>
      <ul aria-label={t('imports.chats')} className="min-h-24 grow overflow-y-auto border-y border-line px-6 py-1.5">
        {shown.map(([index, chat]) => (
          <ChatLine
            key={chat.key}
            chat={chat}
            isKnown={known.has(chat.key)}
            isChosen={chosen.has(index)}
            onChange={(isOn) => toggle([index], isOn)}
          />
        ))}
        {shown.length === 0 && <li className="py-1.5 text-13 text-text-muted">{t('imports.noMatch')}</li>}
      </ul>
      <div className="flex flex-wrap justify-end gap-2 px-6 py-4">
        <Button onClick={onBack}>{t('imports.back')}</Button>
        <Button
          look="primary"
          // The previously focused button is gone.
          autoFocus
          disabled={chosen.size === 0}
          onClick={() => onImport([...chosen].toSorted((one, other) => one - other))}
        >
          {t('imports.import', { count: chosen.size })}
        </Button>
      </div>
    </>
  )
}

function includesAll(title: string, words: readonly string[]): boolean {
  const folded = foldText(title)
  return words.every((word) => folded.includes(word))
}

interface ChatLineProps {
  readonly chat: ChatSummary
  readonly isKnown: boolean
  readonly isChosen: boolean
  readonly onChange: (isChosen: boolean) => void
}

function ChatLine({ chat: { title, updatedAt, messages, images }, isKnown, isChosen, onChange }: ChatLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts = [
    ...(updatedAt > 0 ? [format.day(new Date(updatedAt).toISOString().slice(0, 10))] : []),
    t('imports.messages', { count: messages }),
    ...(images > 0 ? [t('imports.images', { count: images })] : []),
    ...(isKnown ? [t('imports.known')] : []),
  ]
  return (
    // There may be thousands of rows: skips layout for those out of view.
    <li className="[contain-intrinsic-size:auto_44px] [content-visibility:auto]">
      <label className="flex items-start gap-2.5 py-1.5 text-13">
        <input
          type="checkbox"
          className="mt-0.5"
          checked={isChosen}
          onChange={({ target }) => onChange(target.checked)}
        />
        <span className="flex min-w-0 flex-col">
          <span dir="auto" className="truncate">
            {title || t('imports.untitled')}
          </span>
          <span className="tabular text-12 text-text-muted">{facts.join(' · ')}</span>
        </span>
      </label>
    </li>
  )
}
