import { useTranslation } from '@/i18n/use-translation'
import { AnswerActions } from './AnswerActions'
import { AnswerCaption } from './AnswerCaption'
import { CancelledNote } from './CancelledNote'
import { FailureCard } from './FailureCard'
import { ImageAnswer } from './ImageAnswer'
import { LateNote } from './LateNote'
import type { AssistantMessage } from '../model'
import { Salvage } from './Salvage'
import { Shortfall } from './Shortfall'
import { StopButton } from './StopButton'
import { TextAnswer } from './TextAnswer'
import { VersionSwitch } from './VersionSwitch'

/** An answer in whatever state it is: pictures or text first, then what happened to it, then one caption line. */
export function AssistantView({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const { status, kind, preview, failure } = message
  const ended = status === 'failed' || status === 'cancelled'
  return (
    <article
      aria-label={t('answer.assistant')}
      data-message-id={message.id}
      data-status={status}
      aria-busy={status === 'streaming'}
      className="group/answer relative flex min-w-0 flex-col items-start gap-3"
    >
      {kind === 'image' && !ended && <ImageAnswer message={message} />}
      {kind === 'image' && ended && preview && <Salvage preview={preview} />}
      {kind === 'text' && <TextAnswer message={message} />}
      {status === 'failed' && failure && <FailureCard message={message} failure={failure} />}
      {status === 'cancelled' && <CancelledNote message={message} />}
      {status === 'done' && failure && <Shortfall message={message} failure={failure} />}
      {status === 'done' && message.arrivedAfterStop && <LateNote />}
      <div className="group/answer -mt-2 flex w-full min-w-0 items-start gap-2">
        <AnswerCaption message={message} />
        <div className="flex h-8 items-center">
          <VersionSwitch id={message.id} />
          {kind === 'text' && status === 'streaming' && (
            <StopButton
              id={message.id}
              className="h-7 rounded-sm border border-line bg-surface-raised px-2 text-12 font-medium text-text hover:bg-surface-field"
            />
          )}
          {status !== 'streaming' && <AnswerActions message={message} />}
        </div>
      </div>
    </article>
  )
}
