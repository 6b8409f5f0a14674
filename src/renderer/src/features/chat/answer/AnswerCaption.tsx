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
        {cost && <span data-testid={message.status === 'done' ? 'message-cost' : undefined}>{cost}</span>}
        {hasPictures && <UploadBadge message={message} />}
        {hasPictures && model?.provider === 'demo' && <span>{t('answer.demoLabel')}</span>}
      </Separated>
    </div>
  )
}

/** What it cost, and while it is being made what it will probably cost. A figure that nobody named is marked as a guess. */
function useCost(message: AssistantMessage): string | undefined {
  const { t } = useTranslation()
  const format = useFormat()
  const { status, bill } = message
  // What ended early says in words what it means for the money; a figure beside that would contradict it.
  if (status === 'failed' || status === 'cancelled') return undefined
  const estimate = retryCost(message)
  if (estimate.kind === 'free') return t('money.free')
  if (bill?.cost !== undefined) return format.money(bill.cost)
  const price = format.estimate(estimate)
  if (status === 'streaming') return price === undefined ? t('money.unknown') : `≈ ${price}`
  if (bill?.usage) return t('money.unknown')
  return price === undefined ? t('money.notReported') : t('money.notReportedAbout', { price })
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
