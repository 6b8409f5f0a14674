import { sayGrounds } from '@/i18n/failure-words'
import { useTranslation } from '@/i18n/use-translation'
import type { Failure } from '@shared/failure'

interface ModerationLineProps {
  readonly failure: Failure
  /** An attached image may be the reason; services don't say that. */
  readonly hasImages: boolean
}

/** What was blocked, the prompt or the image, and the reasons that the provider gives. */
export function ModerationLine({ failure: { stage, categories }, hasImages }: ModerationLineProps) {
  const { t } = useTranslation()
  return (
    <p className="max-w-measure text-13 text-text-muted">
      {t(`failure.moderation.${stage ?? 'either'}${hasImages ? 'WithImages' : ''}`)} {sayGrounds(categories)}
    </p>
  )
}
