import { useContextMenu } from '@/bridge/use-context-menu'
import { useTranslation } from '@/i18n/use-translation'
import type { AssistantMessage } from '../model'
import { findCharge } from './answer-cost'
import { AnswerFacts } from './AnswerFacts'
import { AnswerFooter } from './AnswerFooter'
import { CancelledNote } from './CancelledNote'
import { FailureCard } from './FailureCard'
import { ImageAnswer } from './ImageAnswer'
import { LateNote } from './LateNote'
import { Salvage } from './Salvage'
import { Shortfall } from './Shortfall'
import { TextAnswer } from './TextAnswer'
import { useAnswerContext } from './use-answer-context'

/** An answer in whatever state it is: images or text first, then what happened to it, its facts, and what can be done. */
export function AssistantView({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const { status, failure } = message
  const showContextMenu = useContextMenu()
  const answerContext = useAnswerContext()
  return (
    <article
      onContextMenu={(event) => showContextMenu(event, answerContext(message))}
      aria-label={t('answer.assistant')}
      data-message-id={message.id}
      data-status={status}
      data-charge={findCharge(message)}
      aria-busy={status === 'streaming'}
      className="group/answer relative flex min-w-0 flex-col items-start gap-1"
    >
      <div className="answer-with-facts">
        <AnswerBody message={message} />
        <AnswerFacts message={message} />
      </div>
      {status === 'done' && failure && <Shortfall message={message} failure={failure} />}
      {status === 'done' && message.arrivedAfterStop && <LateNote />}
      <AnswerFooter message={message} />
    </article>
  )
}

function AnswerBody({ message }: { readonly message: AssistantMessage }) {
  const { status, kind, preview, failure } = message
  if (status === 'failed' || status === 'cancelled') {
    return (
      <div className="flex w-full min-w-0 flex-col gap-3">
        {kind === 'text' && <TextAnswer message={message} />}
        <div className="flex min-w-0 flex-wrap items-start gap-4">
          {kind === 'image' && preview && <Salvage preview={preview} />}
          {failure && status === 'failed' && <FailureCard message={message} failure={failure} />}
          {status === 'cancelled' && <CancelledNote message={message} />}
        </div>
      </div>
    )
  }
  if (kind === 'image') return <ImageAnswer message={message} />
  return (
    <div className="w-full min-w-0">
      <TextAnswer message={message} />
    </div>
  )
}
