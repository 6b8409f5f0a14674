import type { Cost } from '@shared/answer'
import type { ModelId } from '@shared/catalogue'
import { findService } from '@shared/services'
import { getServiceId, parseModelId } from '@shared/services/ids'
import { useFormat } from './use-format'
import { useTranslation } from './use-translation'

/**
 * Returns a function that describes in a sentence where an answer's cost comes from and what the earlier estimate was.
 */
export function useCostSource(): (cost: Omit<Cost, 'amount'>, model: ModelId) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ source, formerEstimate }, model) => {
    const provider = findService(getServiceId(parseModelId(model)?.connection ?? ''))?.name
    if (formerEstimate === undefined || provider === undefined) return t(`money.source.${source}`)
    return t('money.reportedLater', { provider, estimate: format.money(formerEstimate) })
  }
}
