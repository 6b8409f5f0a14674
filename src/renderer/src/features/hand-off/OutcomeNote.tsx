import type { HandOffOutcome } from '@shared/hand-off/order'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import type { Kind } from './choices'

interface OutcomeNoteProps {
  readonly outcome: Exclude<HandOffOutcome, { readonly status: 'done' }>
  readonly kind: Kind
  readonly of: number
}

/** Explains why an export ended early, and what has been written. */
export function OutcomeNote({ outcome, kind, of }: OutcomeNoteProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const why = outcome.status === 'stopped' ? t('handOff.stopped') : t(`handOff.problems.${outcome.reason}`)
  const rest =
    kind === 'folder'
      ? t('handOff.savedSome', { count: of, saved: format.number(outcome.saved), of: format.number(of) })
      : t('handOff.savedNone')
  return (
    <p
      role={outcome.status === 'failed' ? 'alert' : 'status'}
      className={outcome.status === 'failed' ? 'text-13 text-danger' : 'text-13 text-text-muted'}
    >
      {why} {rest}
    </p>
  )
}
