import { Download, Ellipsis, Plus, Search, Upload } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { SavedPrompt } from '@shared/prompt-library'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { MenuButton } from '@/ui/MenuButton'
import { notifyFailure } from '@/ui/notices'
import { classNames } from '@/lib/class-names'
import { findPrompts } from './find-prompts'
import type { PromptImport, PromptLibrary } from './library'
import { PromptRow } from './PromptRow'

interface PromptListProps {
  readonly library: PromptLibrary
  /** Exports all prompts where the user chooses. */
  readonly onExport: () => void
  readonly onUse: (prompt: SavedPrompt) => void
  readonly onNew: () => void
  readonly onEdit: (prompt: SavedPrompt) => void
}

/** All saved prompts by folder, with their actions. */
export function PromptList({ library, onExport, onUse, onNew, onEdit }: PromptListProps) {
  const { t } = useTranslation()
  const prompts = useStore(library, (state) => state.prompts)
  const deleted = useStore(library, (state) => state.deleted)
  const [query, setQuery] = useState('')
  const [report, setReport] = useState<PromptImport>()
  const box = useRef<HTMLInputElement>(null)
  const input = useRef<HTMLInputElement>(null)
  // Runs after the dialog has opened and focused its first button.
  useEffect(() => box.current?.focus(), [])
  const found = findPrompts(prompts ?? [], query)

  const importFrom = async (file: File): Promise<void> => {
    setReport(await library.getState().importFile(await file.text()))
  }
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 px-6 pb-3">
        <div className="relative min-w-0 grow">
          <Search
            size={16}
            strokeWidth={1.5}
            aria-hidden
            className="pointer-events-none absolute top-2 left-2.5 text-text-muted"
          />
          <input
            ref={box}
            type="search"
            aria-label={t('prompts.search')}
            dir="auto"
            placeholder={t('prompts.search')}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className={classNames(CONTROL, 'appearance-none pl-9')}
          />
        </div>
        <Button look="primary" onClick={onNew}>
          <Plus size={16} strokeWidth={1.5} aria-hidden />
          {t('prompts.new')}
        </Button>
        <MenuButton
          look="quiet"
          className="w-8"
          align="end"
          label={t('prompts.more')}
          data-hint={t('prompts.more')}
          items={() => [
            { label: t('prompts.import'), icon: Upload, onChoose: () => input.current?.click() },
            ...(prompts?.length ? [{ label: t('prompts.export'), icon: Download, onChoose: onExport }] : []),
          ]}
        >
          <Ellipsis size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
        </MenuButton>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('prompts.import')}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            if (file) importFrom(file).catch(notifyFailure)
            // Allows choosing the same file again.
            currentTarget.value = ''
          }}
        />
      </div>
      <div className="scroll-slim min-h-0 grow px-3.5">
        {prompts && found.length === 0 && (
          <p className="px-2.5 py-8 text-center text-13 text-text-muted">
            {t(prompts.length === 0 ? 'prompts.empty' : 'prompts.nothingFound')}
          </p>
        )}
        {groupByFolder(found, query).map(([folder, members]) => (
          <section key={folder} aria-label={folder || t('prompts.noFolder')} className="pb-2">
            {folder !== '' && <h3 className="px-2.5 pt-2 pb-1 text-12 font-medium text-text-muted">{folder}</h3>}
            <ul>
              {members.map((prompt) => (
                <PromptRow
                  key={prompt.id}
                  prompt={prompt}
                  onUse={() => onUse(prompt)}
                  onEdit={() => onEdit(prompt)}
                  onDelete={() => {
                    library.getState().delete(prompt.id).catch(notifyFailure)
                    box.current?.focus()
                  }}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {/* Always mounted, so its changes are read out. */}
      <div role="status" className="flex min-h-12 shrink-0 items-center gap-3 px-6 py-2 text-13 text-text-muted">
        {deleted ? (
          <>
            <span className="min-w-0 truncate">{t('prompts.deleted', { title: deleted.title })}</span>
            <Button
              look="accent"
              size="small"
              onClick={() => {
                library.getState().undoDeletion().catch(notifyFailure)
                box.current?.focus()
              }}
            >
              {t('notices.undo')}
            </Button>
          </>
        ) : report ? (
          <ImportLine report={report} />
        ) : (
          prompts && prompts.length > 0 && t('prompts.slashHint')
        )}
      </div>
    </>
  )
}

function ImportLine({ report }: { readonly report: PromptImport }) {
  const { t } = useTranslation()
  if (report.kind !== 'done') return <span>{t(`prompts.file.${report.kind}`)}</span>
  const { added, doubles, unreadable } = report
  return (
    <span>
      {[
        t('prompts.file.added', { count: added }),
        doubles > 0 && t('prompts.file.doubles', { count: doubles }),
        unreadable > 0 && t('prompts.file.unreadable', { count: unreadable }),
      ]
        .filter(Boolean)
        .join(' ')}
    </span>
  )
}

/** Groups prompts by folder, but not search results: there the best match comes first. */
function groupByFolder(
  prompts: readonly SavedPrompt[],
  query: string,
): readonly (readonly [string, readonly SavedPrompt[]])[] {
  if (query.trim() !== '') return prompts.length > 0 ? [['', prompts]] : []
  const groups = new Map<string, SavedPrompt[]>()
  for (const prompt of prompts) {
    const folder = prompt.folder ?? ''
    groups.set(folder, [...(groups.get(folder) ?? []), prompt])
  }
  return [...groups]
}
