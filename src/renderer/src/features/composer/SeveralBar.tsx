import { ArrowDownNarrowWide, Columns2, type LucideIcon } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import { MOST_MODELS_AT_ONCE } from '@shared/run'
import { Button } from '@/ui/Button'

interface SeveralBarProps {
  readonly isSeveral: boolean
  readonly count: number
  /** Their total cost, as far as known. */
  readonly total: string
  /** The model in the active row. */
  readonly model: Model | undefined
  readonly onDescribe: (model: Model) => void
  readonly onToggle: () => void
  /** Sorted by price, cheapest first. */
  readonly isByPrice: boolean
  readonly onSort: () => void
  readonly onDone: () => void
}

/** Turns the options into checkboxes, and shows how many are chosen. */
export function SeveralBar({
  isSeveral,
  count,
  total,
  model,
  onDescribe,
  onToggle,
  isByPrice,
  onSort,
  onDone,
}: SeveralBarProps) {
  const { t } = useTranslation()
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-1.5 py-1.5">
      <Toggle icon={Columns2} label={t('composer.several')} isOn={isSeveral} onClick={onToggle} />
      <Toggle icon={ArrowDownNarrowWide} label={t('composer.cheapestFirst')} isOn={isByPrice} onClick={onSort} />
      {model && (
        // The keyboard's equivalent of the icon in the row. Visible only when reached by Tab, like the button for
        // favorites.
        <button
          type="button"
          onClick={() => onDescribe(model)}
          className="sr-only focus-visible:not-sr-only focus-visible:h-7! focus-visible:rounded-sm focus-visible:px-2! focus-visible:text-12"
        >
          {t('modelCard.open')}
        </button>
      )}
      {/* Always mounted, so its changes are read out. */}
      <p role="status" className="tabular min-w-0 grow text-right text-12 text-text-muted">
        {isSeveral && t('composer.severalChosen', { count, most: MOST_MODELS_AT_ONCE, total })}
      </p>
      {isSeveral && (
        <Button look="outline" size="small" onClick={onDone}>
          {t('composer.severalDone')}
        </Button>
      )}
    </div>
  )
}

interface ToggleProps {
  readonly icon: LucideIcon
  readonly label: string
  readonly isOn: boolean
  readonly onClick: () => void
}

function Toggle({ icon: Icon, label, isOn, onClick }: ToggleProps) {
  return (
    <Button look={isOn ? 'accent' : 'quiet'} size="small" aria-pressed={isOn} onClick={onClick} className="shrink-0">
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      {label}
    </Button>
  )
}
