import { useTranslation } from '@/i18n/use-translation'
import type { MessageId } from '@shared/ids'
import { useLateClicks } from '@/lib/use-late-clicks'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

interface StopButtonProps {
  readonly id: MessageId
  readonly className?: string
}

/** Stops this one answer. The button disappears with it, so the focus moves to the message box. */
export function StopButton({ id, className }: StopButtonProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { focusComposer } = useWindowActions()
  const button = useLateClicks()
  return (
    <button
      ref={button}
      type="button"
      onClick={({ detail }) => {
        // The second click of a double-click was meant for what was here before.
        if (detail > 1) return
        store.getState().stop(id)
        focusComposer()
      }}
      className={className}
    >
      {t('answer.stop')}
    </button>
  )
}
