import type { ImageWords } from '@shared/styles'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import '@/i18n/later'

interface StyleNoteProps {
  readonly words: ImageWords
  readonly onChange: () => void
}

/** Shows the text that will be added to the prompt when it's sent. */
export function StyleNote({ words: { before, after }, onChange }: StyleNoteProps) {
  const { t } = useTranslation()
  const words = [before, '…', after].filter(Boolean).join(' ')
  return (
    <div className="flex w-full items-center gap-1 pt-1.5 pr-2 pl-4 text-12 text-text-muted">
      <p role="note" dir="auto" className="scroll-slim max-h-16 min-w-0 wrap-anywhere">
        {t('composer.imageWords', { words })}
      </p>
      <Button look="quiet" size="small" className="shrink-0 text-12" onClick={onChange}>
        {t('composer.changeWords')}
      </Button>
    </div>
  )
}
