import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'

/** The line that helps choosing. The catalogue holds its key as plain data, so it is looked up at run time. */
export function useModelNote(model: Model): string {
  const { i18n } = useTranslation()
  return i18n.exists(model.note) ? (i18n.t as (key: string) => string)(model.note) : ''
}
