import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { useShallow } from 'zustand/react/shallow'
import type { MessageId } from '@shared/ids'
import { IconButton } from '@/ui/IconButton'
import { versionsOf } from '../selectors'
import { useChatStore, useChatStoreApi } from '../use-chat-store'

/** "2/3" between two arrows, where an answer was asked for more than once. */
export function VersionSwitch({ id }: { readonly id: MessageId }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { index, count, previousId, nextId } = useChatStore(useShallow((state) => versionsOf(state, id)))
  if (count < 2) return null
  const choose = (version: MessageId | undefined): void => {
    if (version) store.getState().chooseVersion(version)
  }
  return (
    <div className="flex shrink-0 items-center text-12 text-text-muted">
      <IconButton
        icon={ChevronLeft}
        label={t('answer.previousVersion')}
        disabled={!previousId}
        size="small"
        onClick={() => choose(previousId)}
      />
      <span className="tabular min-w-7 text-center">{`${index}/${count}`}</span>
      <IconButton
        icon={ChevronRight}
        label={t('answer.nextVersion')}
        disabled={!nextId}
        size="small"
        onClick={() => choose(nextId)}
      />
    </div>
  )
}
