import {
  Blend,
  Brush,
  Check,
  ImagePlus,
  Info,
  LifeBuoy,
  ReceiptText,
  ScanEye,
  Star,
  type LucideIcon,
} from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { Lifetime, Offer } from '@shared/catalogue/offers'
import type { ImageOptions } from '@shared/image-options'
import { classNames } from '@/lib/class-names'
import { useModelPrice } from './use-model-price'
import { listAbilities, type Ability } from './list-abilities'
import { useModelNotes } from './use-model-notes'

interface ModelOptionProps {
  /** Identifies the row in pointer events. */
  readonly rowKey: string
  readonly id: string
  readonly offer: Offer
  readonly lifetime: Lifetime
  readonly options: ImageOptions
  readonly promptLength: number
  /** How many images are attached. */
  readonly inputs: number
  /** Among the models that can be chosen, from 1. */
  readonly position: number
  readonly setSize: number
  readonly isUnavailable: boolean
  readonly isChosen: boolean
  /** Several can be chosen, so it's a checkbox. */
  readonly isSeveral: boolean
  /** The maximum is reached, or it's of another kind. */
  readonly isLocked: boolean
  readonly isActive: boolean
  /** Undefined if the list is too short for favorites. */
  readonly isFavorite: boolean | undefined
}

/** One line: the name, a hint for choosing, icons for its abilities, and its current price. */
export const ModelOption = memo(function ModelOption({ rowKey, id, offer, lifetime, ...rest }: ModelOptionProps) {
  const { t } = useTranslation()
  const { model } = offer
  const { isUnavailable, isChosen, isSeveral, isActive, isFavorite } = rest
  const isDimmed = isUnavailable || rest.isLocked
  const notes = useModelNotes(offer, lifetime)
  const price = useModelPrice(model, rest)
  const abilities = isUnavailable ? [] : listAbilities(model)
  const noteId = `${id}-note`
  const described = [
    ...abilities.map((ability) => t(`composer.ability.${ability}`)),
    ...(isFavorite ? [t('composer.favorite')] : []),
    ...(price ? [price.described] : []),
  ]
  return (
    <div
      role="presentation"
      data-row={isUnavailable ? undefined : rowKey}
      className={classNames(
        'group/row flex h-8 items-center gap-2 rounded-sm px-2.5',
        isActive && 'bg-hover forced-colors:outline forced-colors:outline-2',
      )}
    >
      {isSeveral && <CheckMark isChecked={isChosen} isDimmed={isDimmed} />}
      {/* The option contains only the name; the hint for choosing is next to it, as its description. */}
      <div
        id={id}
        {...(isSeveral
          ? { role: 'checkbox', 'aria-checked': isChosen }
          : {
              role: 'option',
              'aria-selected': isChosen,
              'aria-posinset': isUnavailable ? undefined : rest.position,
              'aria-setsize': isUnavailable ? undefined : rest.setSize,
            })}
        aria-disabled={isDimmed || undefined}
        aria-describedby={noteId}
        title={model.name.length > LONG_NAME ? model.name : undefined}
        className={classNames(
          'truncate',
          notes.length > 0 ? 'max-w-[60%] shrink-0' : 'min-w-0',
          isDimmed ? 'text-text-muted' : 'font-medium',
        )}
      >
        {model.name}
      </div>
      <div id={noteId} aria-hidden className="min-w-0 grow truncate text-12 text-text-muted">
        {notes.join(' · ')}
        {described.length > 0 && <span className="sr-only">. {described.join('. ')}</span>}
      </div>
      {abilities.length > 0 && <Marks abilities={abilities} />}
      {!isUnavailable && price && (
        <div aria-hidden className="tabular shrink-0 text-right text-12 whitespace-nowrap text-text-muted">
          {price.shown}
        </div>
      )}
      {!isUnavailable && (
        // For the pointer, like the star.
        <span aria-hidden className="-mx-1 size-6 shrink-0">
          {isActive && (
            <span
              data-describe
              title={t('modelCard.open')}
              className="flex size-6 items-center justify-center rounded-sm text-text-muted hover:text-text"
            >
              <Info size={14} strokeWidth={1.5} />
            </span>
          )}
        </span>
      )}
      {isFavorite !== undefined && !isUnavailable && (
        // For the pointer. Keyboard users have a button next to the search, because an option can't contain one.
        <span aria-hidden className="-mx-1 size-6 shrink-0">
          {(isFavorite || isActive) && (
            <span
              data-star
              title={t(isFavorite ? 'composer.unstar' : 'composer.star')}
              className={classNames(
                'flex size-6 items-center justify-center rounded-sm hover:text-text',
                isFavorite ? 'text-accent' : 'text-text-muted',
              )}
            >
              <Star size={14} strokeWidth={1.5} className={classNames(isFavorite && 'fill-current')} />
            </span>
          )}
        </span>
      )}
      {!isSeveral && (
        <span aria-hidden className="size-4 shrink-0 text-accent">
          {isChosen && <Check size={16} strokeWidth={1.5} />}
        </span>
      )}
    </div>
  )
})

function CheckMark({ isChecked, isDimmed }: { readonly isChecked: boolean; readonly isDimmed: boolean }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'flex size-4 shrink-0 items-center justify-center rounded-[4px] border',
        isChecked ? 'border-accent bg-accent text-accent-contrast' : 'border-line-control',
        isDimmed && 'opacity-45',
      )}
    >
      {isChecked && <Check size={12} strokeWidth={2.5} />}
    </span>
  )
}

/** In characters. Longer ones may be cut off, so their tooltip shows the full name. */
const LONG_NAME = 30

const ICONS: Readonly<Record<Exclude<Ability, 'large'>, LucideIcon>> = {
  references: ImagePlus,
  mask: Brush,
  transparent: Blend,
  previews: ScanEye,
  keepsJobs: LifeBuoy,
  reportsCost: ReceiptText,
}

function Marks({ abilities }: { readonly abilities: readonly Ability[] }) {
  const { t } = useTranslation()
  return (
    <span aria-hidden className="flex shrink-0 items-center gap-1.5 text-12 text-text-muted max-narrow:hidden">
      {abilities.map((ability) => (
        <span key={ability} title={t(`composer.ability.${ability}`)}>
          {ability === 'large' ? '4K' : <Mark icon={ICONS[ability]} />}
        </span>
      ))}
    </span>
  )
}

function Mark({ icon: Icon }: { readonly icon: LucideIcon }) {
  return <Icon size={14} strokeWidth={1.5} />
}
