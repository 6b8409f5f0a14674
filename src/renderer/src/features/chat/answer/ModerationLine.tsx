import { i18n } from '@/i18n'
import { useTranslation } from '@/i18n/use-translation'
import type { Failure } from '@shared/failure'
import later from '@shared/locales/later.en.json'

/** What was stopped, the words or the image, and on which grounds, as far as the provider says so. */
export function ModerationLine({ failure: { stage, categories } }: { readonly failure: Failure }) {
  const { t } = useTranslation()
  const sayCategory = useCategoryName()
  const names = categories && new Intl.ListFormat(i18n.language, { type: 'unit' }).format(categories.map(sayCategory))
  return (
    <p className="max-w-measure text-13 text-text-muted">
      {t(`failure.moderation.${stage ?? 'either'}`)} {names && t('failure.moderation.grounds', { names })}
    </p>
  )
}

type KnownCategory = keyof typeof later.failure.moderation.category

/** Plain words for those that are known; the provider's own for others. */
function useCategoryName(): (category: string) => string {
  const { t } = useTranslation()
  return (category) => {
    const key = category.toLowerCase().replace(/[^a-z]+/g, '-')
    return isKnown(key) ? t(`failure.moderation.category.${key}`) : category.replace(/[_/-]+/g, ' ')
  }
}

function isKnown(key: string): key is KnownCategory {
  return Object.hasOwn(later.failure.moderation.category, key)
}
