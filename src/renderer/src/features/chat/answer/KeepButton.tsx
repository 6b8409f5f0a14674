import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { hasComeToNothing } from '../answer-content'
import type { AssistantMessage } from '../model'
import { countGroup, findGroup } from '../shown'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

/** In a group, makes this answer the version that the chat continues with. The others become its versions. */
export function KeepButton({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { focusComposer } = useWindowActions()
  const isInGroup = useChatStore((state) => findGroup(state, message.id) !== undefined)
  if (!isInGroup || message.status === 'streaming' || hasComeToNothing(message)) return null
  return (
    <Button
      size="small"
      className="mt-1.5"
      onClick={() => {
        store.getState().keepAnswer(message.id)
        // The button disappears with the group.
        focusComposer()
      }}
    >
      {t('answer.keep')}
    </Button>
  )
}

/** Next to the versions of an answer that was kept: shows all of them side by side again. */
export function ShowTogetherButton({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { focusComposer } = useWindowActions()
  const count = useChatStore((state) => countGroup(state, message.id))
  if (count === 0) return null
  return (
    <Button
      look="quiet"
      size="small"
      onClick={() => {
        store.getState().showTogether(message.id)
        focusComposer()
      }}
    >
      {t('answer.showTogether', { count })}
    </Button>
  )
}
