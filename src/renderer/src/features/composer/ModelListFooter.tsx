import { useTranslation } from '@/i18n/use-translation'
import { getDimensions, nameShape, type ImageOptions } from '@shared/image-options'

interface ModelListFooterProps {
  readonly needKey: number
  /** The connections whose keys are missing. */
  readonly lockedNames: readonly string[]
  readonly unavailable: number
  readonly isUnfolded: boolean
  readonly options: ImageOptions
  /** Some text models have a known price. */
  readonly hasTexts: boolean
  readonly onUnfold: () => void
  readonly onAddKey: () => void
}

/** Lists what isn't available, with the remedy for each, and what the prices above are for. */
export function ModelListFooter({
  needKey,
  lockedNames,
  unavailable,
  isUnfolded,
  options,
  hasTexts,
  onUnfold,
  onAddKey,
}: ModelListFooterProps) {
  const { t, i18n } = useTranslation()
  const size = options.aspectRatio ? undefined : getDimensions(options.size)
  const facts = [
    t('options.images', { count: options.count }),
    size ? `${size.width} × ${size.height}` : nameShape(options),
    options.quality,
    ...(options.previews > 0 ? [t('estimate.previews', { count: options.previews })] : []),
  ]
  return (
    <div className="flex shrink-0 flex-col gap-1 border-t border-line px-4 py-2 text-12 text-text-muted">
      {needKey > 0 && (
        <p className="flex items-center justify-between gap-3">
          {t('composer.needKey', {
            count: needKey,
            connections: new Intl.ListFormat(i18n.language).format(lockedNames),
          })}
          <FooterButton onClick={onAddKey}>{t('composer.addOneKey')}</FooterButton>
        </p>
      )}
      {unavailable > 0 && (
        <p className="flex items-center justify-between gap-3">
          {t('composer.unavailable', { count: unavailable })}
          <FooterButton isExpanded={isUnfolded} onClick={onUnfold}>
            {t(isUnfolded ? 'composer.fold' : 'composer.unfold')}
          </FooterButton>
        </p>
      )}
      <p className="tabular flex flex-wrap gap-x-4">
        <span>{t('composer.pricesFor', { what: facts.join(', ') })}</span>
        {hasTexts && <span>{t('composer.textPricesFor')}</span>}
      </p>
    </div>
  )
}

interface FooterButtonProps {
  readonly isExpanded?: boolean
  readonly onClick: () => void
  readonly children: string
}

function FooterButton({ isExpanded, onClick, children }: FooterButtonProps) {
  return (
    <button
      type="button"
      aria-expanded={isExpanded}
      onClick={onClick}
      className="shrink-0 rounded-sm text-accent underline-offset-2 hover:underline"
    >
      {children}
    </button>
  )
}
