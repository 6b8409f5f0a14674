import { useContextMenu } from '@/bridge/use-context-menu'
import { useTranslation } from '@/i18n/use-translation'
import { copyText } from '@/lib/copy-text'
import { CopyButton } from '@/ui/CopyButton'
import { findAskedWith } from '../find-asked'
import type { MessagePosition, UserMessage } from '../model'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { InputImages } from './InputImages'
import { LongText } from './LongText'

/** The prompt: text on a quiet surface that reaches past the column, so that the words share one edge with the image. */
export function UserView({ message, position, count }: { readonly message: UserMessage } & MessagePosition) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { reuse } = useWindowActions()
  const showContextMenu = useContextMenu()
  return (
    <article
      aria-label={t('answer.you')}
      aria-posinset={position}
      aria-setsize={count}
      data-message-id={message.id}
      data-status="done"
      onContextMenu={(event) =>
        showContextMenu(event, {
          'copy-prompt': () => void copyText(message.text),
          'use-prompt': () => reuse(findAskedWith(message, store.getState().messages)),
        })
      }
      className="group/answer relative -mx-3 flex max-w-[calc(100%+24px)] min-w-0 self-start rounded-md bg-surface-field px-3 forced-colors:border py-2.5 narrow:-mx-4 narrow:max-w-[calc(100%+32px)] narrow:px-4"
    >
      <div className="flex min-w-0 flex-col gap-2">
        {message.inputs.length > 0 && <InputImages inputs={message.inputs} />}
        <LongText text={message.text} />
      </div>
      <div className="revealed-by-answer absolute top-1.5 left-full">
        <CopyButton text={message.text} label={t('answer.copyPrompt')} size="small" className="ml-1" />
      </div>
    </article>
  )
}
