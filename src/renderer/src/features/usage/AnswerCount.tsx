import { useTranslation } from '@/i18n/use-translation'
import type { Summary } from './spend'

/** "12 images, 3 text answers": the number of each kind. */
export function AnswerCount({ summary: { images, texts } }: { readonly summary: Summary }) {
  const { t } = useTranslation()
  const parts = [
    images > 0 && t('usage.imageCount', { count: images }),
    texts > 0 && t('usage.answers', { count: texts }),
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : t('usage.none')
}
