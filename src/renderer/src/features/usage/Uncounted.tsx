import type { Totals } from '@shared/spending'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { isDoubtful } from './spend'

/** What the figures leave out because it's unknown. Renders nothing when everything is known. */
export function Uncounted({ total }: { readonly total: Totals }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { possible, guessed, unpriced } = total
  if (!isDoubtful(total)) return null
  return (
    <div className="tabular mt-5 flex flex-col gap-0.5 text-13 text-text-muted" data-selectable>
      {guessed > 0 && <p>{t('usage.uncertain', { count: guessed, amount: format.most(possible) })}</p>}
      {unpriced > 0 && <p>{t('usage.unknown', { count: unpriced })}</p>}
    </div>
  )
}
