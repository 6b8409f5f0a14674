import { CircleStop } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'

/** The provider finished before Stop reached it: explains why there is an answer, and a price, after all. */
export function LateNote() {
  const { t } = useTranslation()
  return (
    <p className="flex max-w-measure items-start gap-2 text-13 text-text-muted">
      <CircleStop size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0" />
      {t('answer.afterStop')}
    </p>
  )
}
