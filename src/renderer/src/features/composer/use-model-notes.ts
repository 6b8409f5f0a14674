import { useTranslation } from '@/i18n/use-translation'
import { RECOMMENDED_MODEL } from '@shared/catalogue'
import type { Lifetime, Offer } from '@shared/catalogue/offers'
import { useFormat } from '@/i18n/use-format'
import { meantName } from './choose-model'

/** Returns the notes next to a model's name: warnings first, then hints for choosing. */
export function useModelNotes({ model, isUnlisted }: Offer, lifetime: Lifetime): readonly string[] {
  const { t } = useTranslation()
  const format = useFormat()
  const date = model.shutdown ? format.day(model.shutdown) : ''
  if (lifetime === 'ended') return [t('composer.ended', { date })]
  return [
    ...(lifetime === 'ending' ? [t('composer.ending', { date })] : []),
    ...(isUnlisted ? [t('composer.unlisted')] : []),
    ...(model.id === RECOMMENDED_MODEL ? [t('composer.means', { model: meantName(model) })] : []),
    ...(lifetime === 'running' && model.id !== RECOMMENDED_MODEL && model.note ? [t(`model.note.${model.note}`)] : []),
  ]
}
