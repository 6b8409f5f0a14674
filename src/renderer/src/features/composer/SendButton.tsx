import { ArrowUp, Square } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'

interface SendButtonProps {
  readonly running: boolean
  readonly sendable: boolean
  readonly onSend: () => void
  readonly onStop: () => void
}

/** One button at one place: it sends, and while an answer is being made it stops it. */
export function SendButton({ running, sendable, onSend, onStop }: SendButtonProps) {
  const { t } = useTranslation()
  const Icon = running ? Square : ArrowUp
  return (
    <button
      type="button"
      aria-label={t(running ? 'composer.stop' : 'composer.send')}
      data-hint-align="end"
      data-hint={t(running ? 'composer.stop' : 'composer.send')}
      disabled={!running && !sendable}
      onClick={running ? onStop : onSend}
      className={classNames(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-sm transition-[background-color,color]',
        running
          ? 'bg-text text-surface'
          : 'bg-accent text-accent-contrast enabled:hover:bg-accent-hover disabled:bg-selected disabled:text-text-muted',
      )}
    >
      <Icon size={16} strokeWidth={running ? 0 : 1.75} fill={running ? 'currentColor' : 'none'} aria-hidden />
    </button>
  )
}
