import { Check } from 'lucide-react'
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
  readonly chosen: boolean
  readonly active: boolean
  readonly onPoint: () => void
  readonly onChoose: () => void
}

export function ModelOption({ id, offer, lifetime, options, chosen, active, onPoint, onChoose }: ModelOptionProps) {
  const { t } = useTranslation()
  const { model } = offer
  const notes = useModelNotes(offer, lifetime)
  const noteId = useId()
  const price = usePrice(model, options)
  const ended = lifetime === 'ended'
  return (
    <div
      role="presentation"
      onPointerMove={active ? undefined : onPoint}
      onClick={onChoose}
      className={classNames(
        'flex gap-2 rounded-sm px-2.5 py-1.5',
        active && 'bg-hover forced-colors:outline forced-colors:outline-2',
      )}
    >
      <div role="presentation" className="min-w-0 grow">
        {/* The option is the name alone; what helps choosing stands beside it and describes it. */}
        <div
          id={id}
          role="option"
          aria-selected={chosen}
          aria-disabled={ended}
          aria-describedby={noteId}
          className={classNames('truncate font-medium', (ended || offer.isUnlisted) && 'text-text-muted')}
        >
          {model.name}
        </div>
        <div id={noteId} aria-hidden className="text-12 text-text-muted">
          {notes.map((note, index) => (
            <span key={note} className={index > 0 ? 'before:content-["·_"]' : ''}>
              {note}{' '}
            </span>
          ))}
          {price && <span className="sr-only">. {t('composer.eachImage', { price })}</span>}
        </div>
      </div>
      <div aria-hidden className="tabular shrink-0 pt-px text-12 text-text-muted">
        {!ended && price}
      </div>
      <Check
        size={16}
        strokeWidth={1.5}
        aria-hidden
        className={classNames('mt-px shrink-0 text-accent', !chosen && 'invisible')}
      />
    </div>
  )
}

/** Of one image with the options as they are, without previews. */
function usePrice(model: Model, options: ImageOptions): string | undefined {
  const { t } = useTranslation()
  const format = useFormat()
  if (model.kind === 'text') return model.prices === 'free' ? t('money.free') : undefined
  return format.estimate(estimateImageCost(model, { ...fitOptions(model, options), count: 1, previews: 0 }, 0))
}
