import { useContextMenu } from '@/bridge/use-context-menu'
import { useTranslation } from '@/i18n/use-translation'
import { assertNever } from '@shared/assert-never'
import { countTokens } from '@shared/usage'
import { LineageStrip } from '../family/LineageStrip'
import type { AssistantMessage, CancelledAnswer, FailedAnswer, MessagePosition } from '../model'
import { findCharge } from './answer-cost'
import { AnswerFacts } from './AnswerFacts'
import { AnswerFooter } from './AnswerFooter'
import { CancelledNote } from './CancelledNote'
import { FailureCard } from './FailureCard'
import { ImageAnswer } from './ImageAnswer'
import { KeepButton } from './KeepButton'
import { LateNote } from './LateNote'
import { Reasoning } from './Reasoning'
import { Salvage } from './Salvage'
import { listSegments, type Segment } from './segments'
import { Shortfall } from './Shortfall'
import { SourceList } from './SourceList'
import { TextAnswer, Thinking } from './TextAnswer'
import { useBranch } from '../use-branch'
import { useAnswerContext } from './use-answer-context'

/** An answer in any state: images or text first, then how it ended, its facts, and its actions. */
export function AssistantView({ message, position, count }: { readonly message: AssistantMessage } & MessagePosition) {
  const { t } = useTranslation()
  const { status } = message
  const showContextMenu = useContextMenu()
  const answerContext = useAnswerContext(useBranch(message.id))
  return (
    <article
      onContextMenu={(event) => showContextMenu(event, answerContext(message))}
      aria-label={t('answer.assistant')}
      aria-posinset={position}
      aria-setsize={count}
      data-message-id={message.id}
      data-status={status}
      data-charge={findCharge(message)}
      aria-busy={status === 'streaming'}
      className="group/answer relative flex min-w-0 flex-col items-start gap-1"
    >
      <LineageStrip message={message} />
      <div className="answer-with-facts">
        <AnswerBody message={message} />
        <AnswerFacts message={message} />
      </div>
      {status !== 'streaming' && message.removedImages !== undefined && (
        <p className="text-13 text-text-muted">{t('image.removed', { count: message.removedImages })}</p>
      )}
      {status === 'done' && message.shortfall && <Shortfall message={message} shortfall={message.shortfall} />}
      {status === 'done' && message.arrivedAfterStop && <LateNote />}
      <KeepButton message={message} />
      <AnswerFooter message={message} />
    </article>
  )
}

/** The answer's parts in order, followed by how it ended if that was early. */
function AnswerBody({ message }: { readonly message: AssistantMessage }) {
  const { status } = message
  const segments = listSegments(message)
  const isEarly = status === 'failed' || status === 'cancelled'
  const isThinking = status === 'streaming' && message.kind === 'text' && message.text === '' && !message.preview
  // An answer of images only: its facts go next to them.
  const isBare = !isEarly && segments.every(({ type }) => type === 'images')
  return (
    <div
      className={isBare && !isThinking ? 'contents *:max-w-column' : 'flex w-full min-w-0 flex-col items-start gap-3'}
    >
      {segments.map((segment) => (
        <SegmentView key={segment.key} segment={segment} message={message} />
      ))}
      {isThinking && <Thinking message={message} />}
      {isEarly && <Ending message={message} />}
    </div>
  )
}

interface SegmentViewProps {
  readonly segment: Segment
  readonly message: AssistantMessage
}

function SegmentView({ segment, message }: SegmentViewProps) {
  const streaming = message.status === 'streaming'
  switch (segment.type) {
    case 'reasoning':
      return (
        <Reasoning
          id={`${message.id} ${segment.key}`}
          text={segment.text}
          streaming={streaming}
          tokens={segment.key === 'reasoning-0' ? countReasoning(message) : 0}
        />
      )
    case 'text':
      return <TextAnswer text={segment.text} streaming={streaming} />
    case 'images':
      return <ImageAnswer message={message} first={segment.first} count={segment.count} />
    case 'sources':
      return <SourceList id={`${message.id} ${segment.key}`} part={segment.part} />
    default:
      return assertNever(segment)
  }
}

/** For the whole answer: the service doesn't count parts separately. */
function countReasoning(message: AssistantMessage): number {
  return countTokens('bill' in message ? message.bill?.usage : undefined, 'reasoning')
}

function Ending({ message }: { readonly message: FailedAnswer | CancelledAnswer }) {
  return (
    <div className="flex w-full min-w-0 flex-wrap items-start gap-4">
      {message.kind === 'image' && message.salvage && <Salvage preview={message.salvage} />}
      {message.status === 'failed' ? <FailureCard message={message} /> : <CancelledNote message={message} />}
    </div>
  )
}
