import type { TextModel } from '@shared/catalogue'
import { useTranslation } from '@/i18n/use-translation'
import '@/i18n/later'

interface SeeingNoteProps {
  readonly model: TextModel
  /** The images of earlier messages. */
  readonly earlier: number
  /** The images attached to the next message. */
  readonly attached: number
}

/**
 * Shows how many images a text model receives with the next message, including those of earlier messages, which are
 * sent every time.
 */
export function SeeingNote({ model, earlier, attached }: SeeingNoteProps) {
  const { t } = useTranslation()
  if (!model.sees && earlier === 0) return null
  return (
    <p className="w-full px-4 pt-2 text-12 text-text-muted">
      {model.sees ? t('seeing.sends', { count: earlier + attached }) : t('seeing.leftOut', { model: model.name })}
    </p>
  )
}
