import { SlidersHorizontal } from 'lucide-react'
import { useId } from 'react'
import { getSentSettings } from '@/features/chat/projects/project-instructions'
import { useChatStore } from '@/features/chat/use-chat-store'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton } from '@/ui/IconButton'
import { openChatSettings } from './layout-store'
import { useChosenKind } from './use-chosen-kind'
import '@/i18n/later'

/** In the title bar, with a label next to it while instructions are sent along. */
export function ChatSettingsButton() {
  const { t } = useTranslation()
  const noteId = useId()
  const kind = useChosenKind()
  const hasInstructions = useChatStore((state) => getSentSettings(state)?.instructions !== undefined)
  const isInForce = hasInstructions && kind === 'text'
  return (
    <>
      {isInForce && (
        <span id={noteId} className="text-12 text-text-muted max-narrow:sr-only">
          {t('chatSettings.inForce')}
        </span>
      )}
      <span className="relative inline-flex">
        <IconButton
          icon={SlidersHorizontal}
          label={t('chatSettings.title')}
          hintSide="below"
          aria-haspopup="dialog"
          aria-describedby={isInForce ? noteId : undefined}
          onClick={openChatSettings}
        />
        {isInForce && (
          <span
            aria-hidden
            className="pointer-events-none absolute top-1.5 right-1.5 hidden size-1.5 rounded-full bg-accent max-narrow:block forced-colors:bg-[CanvasText]"
          />
        )}
      </span>
    </>
  )
}
