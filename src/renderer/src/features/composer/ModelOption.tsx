import { Blend, Check } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import type { Lifetime, Offer } from '@shared/catalogue/offers'
import { fitOptions } from '@shared/catalogue/options'
import type { ImageOptions } from '@shared/image-options'
import { estimateImageCost } from '@shared/pricing'
import { useFormat } from '@/i18n/use-format'
import { classNames } from '@/lib/class-names'
import { useModelNotes } from './use-model-notes'

interface ModelOptionProps {
  readonly id: string
  readonly offer: Offer
  readonly lifetime: Lifetime
  readonly options: ImageOptions
  readonly promptLength: number
  /** How many images go along. */
  readonly inputs: number
  readonly isUnavailable: boolean
  readonly isChosen: boolean
  readonly isActive: boolean
  readonly onPoint: () => void
  readonly onChoose: () => void
}

/** One line: name, what helps choosing, abilities as marks, and the price that would be charged now. */
export function ModelOption({
  id,
  offer,
  lifetime,
  options,
  promptLength,
  inputs,
  isUnavailable,
  ...rest
}: ModelOptionProps) {
  const { model } = offer
  const notes = useModelNotes(offer, lifetime)
  const noteId = useId()
  const price = usePrice(model, options, promptLength, inputs)
  const { isChosen, isActive } = rest
  return (
    <div
      role="presentation"
      onPointerMove={isActive || isUnavailable ? undefined : rest.onPoint}
      onClick={isUnavailable ? undefined : rest.onChoose}
      className={classNames(
        'flex h-8 items-center gap-2 rounded-sm px-2.5',
        isActive && 'bg-hover forced-colors:outline forced-colors:outline-2',
      )}
    >
      {/* The option is the name alone; what helps choosing is beside it and describes it. */}
      <div
        id={id}
        role="option"
        aria-selected={isChosen}
        aria-disabled={isUnavailable || undefined}
        aria-describedby={noteId}
        className={classNames('max-w-[60%] shrink-0 truncate', isUnavailable ? 'text-text-muted' : 'font-medium')}
      >
        {model.name}
      </div>
      <div id={noteId} aria-hidden className="min-w-0 grow truncate text-12 text-text-muted">
        {notes.join(' · ')}
        {price && <span className="sr-only">. {price}</span>}
      </div>
      {model.kind === 'image' && !isUnavailable && <Marks model={model} />}
      <div aria-hidden className="tabular shrink-0 text-right text-12 whitespace-nowrap text-text-muted">
        {!isUnavailable && price}
      </div>
      <Check
        size={16}
        strokeWidth={1.5}
        aria-hidden
        className={classNames('shrink-0 text-accent', !isChosen && 'invisible')}
      />
    </div>
  )
}

/** Pixels from which a size is called 4K. */
const PIXELS_4K = 3840 * 2160

function Marks({ model }: { readonly model: Extract<Model, { kind: 'image' }> }) {
  const { t } = useTranslation()
  const isLarge = (model.freeSizes?.maxPixels ?? 0) >= PIXELS_4K || model.resolutions?.includes('4K')
  return (
    <span aria-hidden className="flex shrink-0 items-center gap-1.5 text-12 text-text-muted">
      {model.backgrounds.includes('transparent') && (
        <span title={t('composer.ability.transparent')}>
          <Blend size={14} strokeWidth={1.5} />
        </span>
      )}
      {isLarge && <span title={t('composer.ability.large')}>4K</span>}
    </span>
  )
}

/** Of a request with everything as it is chosen now, previews included: the same figure as beside Send. */
function usePrice(model: Model, options: ImageOptions, promptLength: number, inputs: number): string | undefined {
  const { t } = useTranslation()
  const format = useFormat()
  if (model.kind === 'text') return model.prices === 'free' ? t('money.free') : undefined
  return format.estimate(estimateImageCost(model, fitOptions(model, options), promptLength, inputs))
}
