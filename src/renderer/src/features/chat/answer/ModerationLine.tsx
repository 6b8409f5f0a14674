import { i18n } from '@/i18n'
import { useTranslation } from '@/i18n/use-translation'
import type { Failure } from '@shared/failure'
import later from '@shared/locales/later.en.json'

/** What was stopped, the words or the image, and on which grounds, as far as the provider says so. */
export function ModerationLine({ failure: { stage, categories } }: { readonly failure: Failure }) {
  const { t } = useTranslation()
  const sayGrounds = useGrounds()
  return (
    <p className="max-w-measure text-13 text-text-muted">
      {t(`failure.moderation.${stage ?? 'either'}`)} {sayGrounds(categories)}
    </p>
  )
}

/** The grounds that the provider names, as a sentence. */
export function useGrounds(): (categories: readonly string[] | undefined) => string | undefined {
  const { t } = useTranslation()
  const sayCategory = useCategoryName()
  return (categories) => {
    if (!categories) return undefined
    const names = new Intl.ListFormat(i18n.language, { type: 'unit' }).format(categories.map(sayCategory))
    return t('failure.moderation.grounds', { names })
  }
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
