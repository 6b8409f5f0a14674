import { useTranslation } from 'react-i18next'
import { findModel, type ModelId, type ProviderId } from '@shared/catalogue'

export function useProviderName(model: ModelId): string {
  const { t } = useTranslation()
  const provider: ProviderId = findModel(model)?.provider ?? 'openai'
  return t(`provider.${provider}`)
}
