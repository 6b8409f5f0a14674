import { useTranslation } from '@/i18n/use-translation'
import { findModel, type ModelId, type ProviderId } from '@shared/catalogue'

export function useProviderName(model: ModelId): string {
  const { t } = useTranslation()
  const provider: ProviderId = findModel(model)?.provider ?? 'openai'
  return t(`provider.${provider}`)
}
