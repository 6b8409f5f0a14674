import { useStore } from 'zustand'
import type { MessageId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { cut } from './cut'
import '@/i18n/later'

/** The line above the first message that is still sent to the model; nothing for any other message. */
export function CutLine({ id }: { readonly id: MessageId }) {
  const isHere = useStore(cut, ({ firstId }) => firstId === id)
  return isHere ? <Line /> : null
}

function Line() {
  const { t } = useTranslation()
  const { leftOut, model } = useStore(cut)
  return (
    <div
      role="separator"
      aria-label={t('context.sentFromHere')}
      className="mx-auto mb-4 flex max-w-column last:mt-4 last:mb-0 items-center gap-3 text-12 text-text-muted"
    >
      <span className="h-px min-w-4 grow bg-line-control" />
      <span className="text-center">
        {t('context.sentFromHere')}
        {' · '}
        {t('context.leftOut', { count: leftOut, model })}
      </span>
      <span className="h-px min-w-4 grow bg-line-control" />
    </div>
  )
}
