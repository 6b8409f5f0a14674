import { i18n } from '@/i18n'
import { useTranslation } from '@/i18n/use-translation'
import type { Failure } from '@shared/failure'
import later from '@shared/locales/later.en.json'

interface ModerationLineProps {
  readonly failure: Failure
  /** An attached image may be the reason; services don't say that. */
  readonly hasImages: boolean
}

/** What was blocked, the prompt or the image, and the reasons that the provider gives. */
export function ModerationLine({ failure: { stage, categories }, hasImages }: ModerationLineProps) {
  const { t } = useTranslation()
  const sayGrounds = useGrounds()
  return (
    <p className="max-w-measure text-13 text-text-muted">
      {t(`failure.moderation.${stage ?? 'either'}${hasImages ? 'WithImages' : ''}`)} {sayGrounds(categories)}
    </p>
  )
}

/** The provider's reasons as a sentence. */
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

/** Plain words for known categories; the provider's own name for others. */
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
