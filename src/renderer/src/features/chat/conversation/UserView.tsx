import { useTranslation } from '@/i18n/use-translation'
import { CopyButton } from '@/ui/CopyButton'
import type { UserMessage } from '../model'
import { LongText } from './LongText'

/** The prompt: text on a quiet surface that reaches past the column, so that the words share one edge with the picture. */
export function UserView({ message }: { readonly message: UserMessage }) {
  const { t } = useTranslation()
  return (
    <article
      aria-label={t('answer.you')}
      data-message-id={message.id}
      data-status="done"
      className="group/answer relative -mx-3 flex max-w-[calc(100%+24px)] min-w-0 self-start rounded-md bg-surface-field px-3 forced-colors:border py-2.5 narrow:-mx-4 narrow:max-w-[calc(100%+32px)] narrow:px-4"
    >
      <LongText text={message.text} />
      <div className="revealed-by-answer absolute top-1.5 left-full">
        <CopyButton text={message.text} label={t('answer.copyPrompt')} size="small" className="ml-1" />
      </div>
    </article>
  )
}
