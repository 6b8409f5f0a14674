import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { sumEntries, toChoice, type BinEntry } from './entries'
import { useAsking, type Asking } from './use-asking'

interface WholeBarProps {
  readonly entries: readonly BinEntry[]
  readonly isWorking: boolean
  readonly onEmpty: () => void
  readonly onRestoreAll: () => void
}

/** Everything in the bin. */
export function WholeBar({ entries, isWorking, onEmpty, onRestoreAll }: WholeBarProps) {
  const { t } = useTranslation()
  const asking = useAsking()
  const describe = useAmounts()
  if (entries.length === 0) return <p className="text-13 text-text-muted">{t('bin.empty')}</p>
  if (asking.isAsking) return <Question entries={entries} asking={asking} onDelete={onEmpty} />
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-3">
      <p className="tabular text-13 font-medium">{t('bin.summary', describe(entries))}</p>
      <div className="flex flex-wrap gap-2">
        {entries.length > 1 && (
          <Button disabled={isWorking} onClick={onRestoreAll}>
            {t('bin.restoreAll')}
          </Button>
        )}
        <Button look="danger" autoFocus={asking.wasCanceled} disabled={isWorking} onClick={asking.start}>
          {t('bin.emptyBin')}
        </Button>
      </div>
    </div>
  )
}

interface ChosenBarProps {
  /** At least one. */
  readonly chosen: readonly BinEntry[]
  /** Also called by the Delete key. */
  readonly asking: Asking
  readonly isWorking: boolean
  readonly onDelete: () => void
  readonly onRestore: () => void
  readonly onClear: () => void
}

/** Actions for the selected entries, in place of those for all entries. Sticks to the top of the view. */
export function ChosenBar({ chosen, asking, isWorking, onDelete, onRestore, onClear }: ChosenBarProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="sticky -top-4 z-10 -mx-2 -my-2 bg-surface-raised px-2 py-2 narrow:-top-1">
      {asking.isAsking ? (
        <Question entries={chosen} asking={asking} onDelete={onDelete} />
      ) : (
        <div
          role="toolbar"
          aria-label={t('bin.selection')}
          className="flex min-h-8 flex-wrap items-center justify-between gap-3"
        >
          <p role="status" className="tabular text-13 font-medium">
            {t('bin.selected', { count: chosen.length, size: format.bytes(sumEntries(chosen)) })}
          </p>
          <div className="flex flex-wrap items-center gap-2">
            <Button disabled={isWorking} onClick={onRestore}>
              {t('bin.restore')}
            </Button>
            <Button look="danger" autoFocus={asking.wasCanceled} disabled={isWorking} onClick={asking.start}>
              {t('bin.deleteNow')}
            </Button>
            <IconButton
              icon={X}
              label={t('bin.clearSelection')}
              hint={`${t('bin.clearSelection')}  Esc`}
              hintSide="below"
              onClick={onClear}
            />
          </div>
        </div>
      )}
    </div>
  )
}

interface QuestionProps {
  readonly entries: readonly BinEntry[]
  readonly asking: Asking
  readonly onDelete: () => void
}

function Question({ entries, asking, onDelete }: QuestionProps): ReactNode {
  const { t } = useTranslation()
  const describe = useAmounts()
  return (
    <div
      onKeyDown={asking.handleKey}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line p-3"
    >
      <p role="alert" className="grow basis-64 text-13">
        {t('bin.askEmpty', describe(entries))}
      </p>
      <div className="flex gap-2">
        <Button
          look="danger"
          onClick={() => {
            asking.end()
            onDelete()
          }}
        >
          {t('bin.deleteForGood')}
        </Button>
        <Button autoFocus onClick={asking.cancel}>
          {t('bin.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** Says how many chats and images there are, and how large their files are. */
function useAmounts(): (entries: readonly BinEntry[]) => { readonly amounts: string; readonly size: string } {
  const { t } = useTranslation()
  const format = useFormat()
  return (entries) => {
    const { chats, images } = toChoice(entries)
    const amounts = [
      ...(chats.length > 0 ? [t('bin.chats', { count: chats.length })] : []),
      ...(images.length > 0 ? [t('bin.images', { count: images.length })] : []),
    ].join(', ')
    return { amounts, size: format.bytes(sumEntries(entries)) }
  }
}
