import { CircleAlert, CircleSlash, Clock3, RotateCw, SquareArrowOutUpRight } from 'lucide-react'
import { memo } from 'react'
import { listImages } from '@shared/answer'
import type { BatchCell as PlannedCell, CellProgress } from '@shared/batch/batch'
import type { ImageModel } from '@shared/catalogue'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat, type Format } from '@/i18n/use-format'
import { sayFailureTitle } from '@/i18n/failure-words'
import { useTranslation, type Translation } from '@/i18n/use-translation'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { IconButton } from '@/ui/IconButton'
import { canRetry } from '../answer/can-retry'
import { findCost, type AnswerCost } from '../answer/answer-cost'
import { useProviderName } from '../answer/use-provider-name'
import type { AssistantMessage } from '../model'
import { useChatStore } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { findCellAnswer } from './cell-answers'
import { describeOptions } from './describe-cell'

/** Below the image: two lines of the prompt, the model with its options, price and buttons. Pixels. */
export const CAPTION_HEIGHT = 92

interface BatchCellProps {
  readonly cell: PlannedCell
  readonly progress: CellProgress
  readonly index: number
  readonly count: number
  readonly size: number
  /** How many images were sent with its request. */
  readonly inputs: number
  readonly onRetry: (index: number) => void
  readonly onShow: (message: AssistantMessage) => void
}

type CellState = 'waiting' | 'making' | 'done' | 'failed' | 'stopped'

/** One image of a batch, in its current state. */
export const BatchCell = memo(function BatchCell({
  cell,
  progress,
  index,
  count,
  size,
  inputs,
  onRetry,
  onShow,
}: BatchCellProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const answer = useChatStore((state) => findCellAnswer(state, cell.questionId))
  const state = findState(answer, progress)
  const model = find(cell.model)
  const cost = answer && answer.status !== 'streaming' ? findCost({ ...answer, inputs }, find) : undefined
  const facts = describeOptions(cell.options, model as ImageModel | undefined, (images) =>
    t('options.images', { count: images }),
  )
  const isSkipped = progress.end?.status === 'skipped'
  const { end } = progress
  const isRetryable = state === 'stopped' || (state === 'failed' && (end?.status !== 'failed' || canRetry(end)))
  return (
    <li
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-label={t('batch.cellName', { prompt: cell.text, state: t(`batch.state.${state}`) })}
      data-state={state}
      className="flex min-w-0 flex-col"
    >
      <CellImage answer={answer} state={state} cell={cell} size={size} inputs={inputs} />
      <div style={{ height: CAPTION_HEIGHT }} className="flex min-w-0 flex-col pt-1.5">
        <p dir="auto" title={cell.text} className="line-clamp-2 text-12">
          {cell.text}
        </p>
        <p title={`${model?.name}, ${facts}`} className="tabular truncate text-12 text-text-muted">
          {model?.name}, {facts}
        </p>
        <div className="mt-auto flex h-7 items-center gap-1 pb-1.5">
          <span className="tabular grow text-12 text-text-muted">{cost && wordCost(cost, format, t)}</span>
          {end && isRetryable && (
            <IconButton
              icon={RotateCw}
              size="small"
              label={t(isSkipped ? 'batch.make' : 'batch.retry')}
              hint={
                cell.confirmedCost
                  ? t(isSkipped ? 'batch.makeFor' : 'batch.retryFor', { price: format.money(cell.confirmedCost) })
                  : undefined
              }
              onClick={() => onRetry(index)}
            />
          )}
          {answer && (
            <IconButton
              icon={SquareArrowOutUpRight}
              size="small"
              label={t('batch.showInChat')}
              onClick={() => onShow(answer)}
            />
          )}
        </div>
      </div>
    </li>
  )
})

/** Undefined if nothing was billed: the state already says so. */
function wordCost(cost: AnswerCost, format: Format, t: Translation['t']): string | undefined {
  if ('amount' in cost) return cost.amount > 0 ? format.cost(cost) : undefined
  if (cost.source === 'estimated') return format.about(cost.estimate)
  return t(cost.source === 'free' ? 'money.free' : 'money.costUnknown')
}

interface CellImageProps {
  readonly inputs: number
  readonly answer: AssistantMessage | undefined
  readonly state: CellState
  readonly cell: PlannedCell
  readonly size: number
}

function CellImage({ answer, state, cell: { text: prompt, model }, size, inputs }: CellImageProps) {
  const { t } = useTranslation()
  const { viewImage } = useWindowActions()
  const provider = useProviderName(answer?.model ?? model)
  const [image, ...others] = answer && answer.status !== 'streaming' ? listImages(answer.parts) : []
  if (image && state === 'done') {
    return (
      <button
        type="button"
        onClick={() => viewImage(image.attachmentId)}
        style={{ height: size }}
        className="relative flex items-center justify-center overflow-hidden rounded-sm bg-surface-field"
      >
        <Thumbnail hash={image.hash} edge={size} alt={prompt} className="size-full object-contain" />
        {others.length > 0 && (
          <span
            aria-hidden
            className="tabular absolute right-1.5 bottom-1.5 rounded-sm bg-surface-raised px-1.5 text-12"
          >
            {others.length + 1}
          </span>
        )}
      </button>
    )
  }
  const failure = answer?.status === 'failed' ? answer.failure : undefined
  const Icon =
    state === 'failed' ? CircleAlert : state === 'stopped' ? CircleSlash : state === 'waiting' ? Clock3 : undefined
  return (
    <div
      style={{ height: size }}
      className="relative flex flex-col items-center justify-center gap-2 overflow-hidden rounded-sm bg-surface-field px-3 text-center"
    >
      {state === 'making' && <div aria-hidden className="absolute inset-0 animate-pulse bg-selected" />}
      {Icon && (
        <Icon
          size={20}
          strokeWidth={1.5}
          aria-hidden
          className={state === 'failed' ? 'text-danger' : 'text-text-muted'}
        />
      )}
      <p className="line-clamp-3 text-12 text-text-muted">
        {failure
          ? sayFailureTitle(failure, { provider, hasImages: inputs > 0 })
          : t(
              state === 'waiting'
                ? 'batch.waiting'
                : state === 'making'
                  ? 'batch.making'
                  : state === 'failed'
                    ? 'batch.state.failed'
                    : 'batch.canceled',
            )}
      </p>
    </div>
  )
}

function findState(answer: AssistantMessage | undefined, { end }: CellProgress): CellState {
  switch (answer?.status) {
    case 'streaming':
      return 'making'
    case 'done':
      return 'done'
    case 'failed':
      // It waits for its next attempt.
      return end || answer.failure.again ? 'failed' : 'waiting'
    case 'cancelled':
      return end ? 'stopped' : 'waiting'
    case undefined:
      break
  }
  // The rows may not have arrived yet.
  if (end?.status === 'done') return 'making'
  if (end?.status === 'failed') return 'failed'
  return end ? 'stopped' : 'waiting'
}
