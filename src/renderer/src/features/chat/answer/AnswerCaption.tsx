import { Children, type ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { findModel } from '@shared/catalogue'
import { useFormat } from '@/i18n/use-format'
import type { AssistantMessage } from '../model'
import { pictureSize } from './picture-size'
import { retryCost } from './retry-cost'
import { UploadBadge } from './UploadBadge'

/**
 * The label on the wall: model, size, time, price, where the file is. It has its line from the first frame, with the
 * estimate where the price will stand.
 */
export function AnswerCaption({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const format = useFormat()
  const model = findModel(message.model)
  const cost = useCost(message)
  const hasPictures = message.images.length > 0
  const { width, height } = pictureSize(message, 0)
  const size =
    hasPictures || message.options?.size !== 'auto' ? `${format.plain(width)} × ${format.plain(height)}` : undefined
  const elapsed =
    message.finishedAt !== undefined && message.startedAt !== undefined && message.status === 'done'
      ? format.elapsed(message.finishedAt - message.startedAt)
      : undefined
  return (
    <div className="tabular flex min-h-8 min-w-0 flex-wrap items-center text-12 text-text-muted">
      <Separated>
        <span>{model?.name ?? t('answer.modelUnknown')}</span>
        {message.kind === 'image' && size && <span>{size}</span>}
        {elapsed && <span>{elapsed}</span>}
        {cost && (
          <span
            data-testid={message.status === 'done' ? 'message-cost' : undefined}
            title={message.status === 'done' && cost.guessed ? t('money.notReported') : undefined}
          >
            {cost.text}
          </span>
        )}
        {hasPictures && <UploadBadge message={message} />}
        {hasPictures && model?.provider === 'demo' && <span>{t('answer.demoLabel')}</span>}
      </Separated>
    </div>
  )
}

interface Cost {
  readonly text: string
  /** The provider has not said what it counted: the estimate stays, marked as one. */
  readonly guessed: boolean
}

function useCost(message: AssistantMessage): Cost | undefined {
  const { t } = useTranslation()
  const format = useFormat()
  const { status, bill } = message
  // What ended early says in words what it means for the money; a figure beside that would contradict it.
  if (status === 'failed' || status === 'cancelled') return undefined
  const estimate = retryCost(message)
  if (estimate.kind === 'free') return { text: t('money.free'), guessed: false }
  if (bill?.cost !== undefined) return { text: format.money(bill.cost), guessed: false }
  const amount = format.estimate(estimate)
  return { text: amount === undefined ? t('money.unknown') : `≈ ${amount}`, guessed: true }
}

/** Middle dots between the parts that are there. They belong to the part in front, so that no line begins with one. */
function Separated({ children }: { readonly children: ReactNode }) {
  const parts = Children.toArray(children)
  return parts.map((part, index) => (
    // The parts have a fixed order and no state of their own.
    <span key={index} className="inline-flex items-center whitespace-nowrap">
      {part}
      {index < parts.length - 1 && (
        <span aria-hidden className="px-1.5">
          ·
        </span>
      )}
    </span>
  ))
}
