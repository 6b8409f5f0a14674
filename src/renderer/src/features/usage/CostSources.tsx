import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import type { SourceSum } from './spend'

/** Where the costs come from: a sentence for a single source, shares for several. */
export function CostSources({ sums }: { readonly sums: readonly SourceSum[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [only] = sums
  if (!only) return null
  const money = format.together(sums.map(({ cost }) => cost))
  return (
    <p className="tabular mt-5 text-13 text-text-muted" data-selectable>
      {sums.length === 1
        ? t(`usage.source.only.${only.source}`)
        : t('usage.source.mixed', {
            parts: sums.map(({ source, cost }) => t(`usage.source.part.${source}`, { amount: money(cost) })).join(', '),
          })}
    </p>
  )
}
