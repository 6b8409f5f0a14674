import { ArrowUp } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'

interface SendButtonProps {
  readonly sendable: boolean
  readonly onSend: () => void
}

/** Only ever sends, even while an answer is in progress: a second click must never stop what the first one paid for. */
export function SendButton({ sendable, onSend }: SendButtonProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      aria-label={t('composer.send')}
      // No hint for a disabled button, least of all above the placeholder.
      data-hint={sendable ? t('composer.send') : ''}
      disabled={!sendable}
      onClick={onSend}
      className="inline-flex size-8 shrink-0 items-center justify-center rounded-sm bg-accent text-accent-contrast transition-[background-color,color] enabled:hover:bg-accent-hover disabled:bg-selected disabled:text-text-muted forced-colors:border"
    >
      <ArrowUp size={16} strokeWidth={1.75} aria-hidden />
    </button>
  )
}
