import { Children, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
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
        <span>{model?.name ?? message.model}</span>
        {message.kind === 'image' && size && <span>{size}</span>}
        {elapsed && <span>{elapsed}</span>}
        <Cost message={message} />
        {hasPictures && <UploadBadge message={message} />}
        {hasPictures && model?.provider === 'demo' && <span>{t('answer.demoLabel')}</span>}
      </Separated>
    </div>
  )
}

function Cost({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const format = useFormat()
  const free = findModel(message.model)?.prices === 'free'
  const cost = message.bill?.cost
  if (message.status === 'done' && (free || cost !== undefined)) {
    return <span data-testid="message-cost">{free ? t('money.free') : format.money(cost ?? 0)}</span>
  }
  const estimate = format.estimate(retryCost(message))
  // The provider has not said what it counted: the estimate stays, marked as one.
  if (message.status === 'done') {
    return (
      <span data-testid="message-cost" title={t('money.notReported')}>
        {estimate === undefined ? t('money.unknown') : `≈ ${estimate}`}
      </span>
    )
  }
  return estimate === undefined ? null : <span>{free ? estimate : `≈ ${estimate}`}</span>
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
