import { X } from 'lucide-react'
import { useSettingsStore } from '@/bridge/settings-store'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import type { Model } from '@shared/catalogue'
import type { ImageOptions } from '@shared/image-options'
import { Facts } from '@/ui/Facts'
import { IconButton } from '@/ui/IconButton'
import { describeModel, type ModelFacts } from './describe-model'
import { findTokenPrices } from './estimate-model'
import { listAsks } from './several'
import { useModelPrice } from './use-model-price'
import { useSumText } from './use-estimate'

interface ModelCardProps {
  readonly model: Model
  /** The request that the price is for. */
  readonly options: ImageOptions
  readonly promptLength: number
  /** How many images are attached. */
  readonly inputs: number
  readonly onClose: () => void
}

/** A model's capabilities and current cost, from the catalogue, with the source of its prices. */
export function ModelCard({ model, options, promptLength, inputs, onClose }: ModelCardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const price = useSumText(listAsks([model], options), promptLength, inputs)
  const own = useSettingsStore((state) => state.view?.settings.ownPrices) ?? {}
  const hasTokens = findTokenPrices(model, own) !== undefined
  const tokens = useModelPrice(model, { options, promptLength, inputs })?.shown
  const facts = describeModel(model)
  const title = t('modelCard.title', { model: model.name })
  const imageFacts = useImageFacts(facts)
  return (
    <section
      aria-label={title}
      // Focusable, so it can be scrolled by keyboard.
      tabIndex={0}
      className="max-h-[50%] shrink-0 overflow-y-auto border-t border-line px-4 py-2.5 focus-visible:-outline-offset-2"
    >
      <div className="mb-1.5 flex items-center justify-between gap-2">
        <h3 className="min-w-0 truncate text-12 font-semibold">{title}</h3>
        <IconButton icon={X} label={t('modelCard.close')} size="tiny" onClick={onClose} />
      </div>
      <Facts
        facts={[
          ...imageFacts,
          !facts.image && {
            label: t('modelCard.sees'),
            value: t(facts.takesImages ? 'modelCard.yes' : 'modelCard.no'),
          },
          {
            label: t('composer.ability.keepsJobs'),
            value: t(facts.survivesCrash ? 'modelCard.yes' : 'modelCard.no'),
          },
          { label: t('cost.title'), value: t(`modelCard.cost.${facts.cost}`) },
          hasTokens && tokens
            ? { label: t('modelCard.tokenPrice'), value: tokens }
            : { label: t('modelCard.price'), value: price },
          own[model.id]
            ? { label: t('modelCard.prices'), value: t('modelCard.ownPrice') }
            : facts.prices && {
                label: t('modelCard.prices'),
                value: `${format.day(facts.prices.asOf)} (${facts.prices.source})`,
              },
          facts.shutdown !== undefined && { label: t('modelCard.shutdown'), value: format.day(facts.shutdown) },
        ]}
      />
    </section>
  )
}

function useImageFacts({ image }: ModelFacts): readonly { readonly label: string; readonly value: string }[] {
  const { t } = useTranslation()
  const format = useFormat()
  if (!image) return []
  const upTo = (most: number): string => {
    if (most <= 1) return most === 0 ? t('modelCard.no') : format.number(1)
    return t('modelCard.upTo', { most })
  }
  const free = image.freeUpTo === undefined ? [] : [t('modelCard.freeSizes', { edge: format.plain(image.freeUpTo) })]
  const isShaped = image.resolutions.length > 0
  return [
    {
      label: t(isShaped ? 'options.aspectRatio' : 'options.size'),
      value: [...image.shapes, ...free].join(', '),
    },
    ...(isShaped ? [{ label: t('options.resolution'), value: image.resolutions.join(', ') }] : []),
    ...(image.qualities.length > 1 ? [{ label: t('options.quality'), value: image.qualities.join(', ') }] : []),
    {
      label: t('options.format'),
      value: image.formats.length === 0 ? t('modelCard.modelChooses') : image.formats.join(', '),
    },
    { label: t('options.count'), value: upTo(image.mostImages) },
    { label: t('modelCard.references'), value: upTo(image.mostReferences) },
    { label: t('modelCard.mask'), value: t(image.hasMask ? 'modelCard.yes' : 'modelCard.no') },
    {
      label: t('composer.ability.transparent'),
      value: t(image.isTransparent ? 'modelCard.yes' : 'modelCard.no'),
    },
    { label: t('options.previews'), value: upTo(image.mostPreviews) },
  ]
}
