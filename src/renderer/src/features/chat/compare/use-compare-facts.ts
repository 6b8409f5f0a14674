import type { StoredImage } from '@shared/answer'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import type { CompareFact } from '@/images/compare/candidate'
import { findCost } from '../answer/answer-cost'
import { useRequestFacts } from '../details/image-facts'
import type { AssistantMessage } from '../model'

/**
 * Reads the facts to compare for an image: model and options first, then duration and price, and its size if it differs
 * from the requested one.
 */
export function useCompareFacts(): (message: AssistantMessage, image: StoredImage) => readonly CompareFact[] {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const readRequestFacts = useRequestFacts()
  return (message, image) => {
    const { startedAt, options } = message
    const finishedAt = message.status === 'streaming' ? undefined : message.finishedAt
    const cost = findCost({ ...message, inputs: 0 }, find)
    return [
      // The time of creation always differs and says nothing about the image.
      ...readRequestFacts(message, image).filter(({ label }) => label !== t('details.time')),
      ...(startedAt === undefined || finishedAt === undefined
        ? []
        : [{ label: t('compare.duration'), value: format.elapsed(finishedAt - startedAt) }]),
      {
        label: t('compare.price'),
        value: 'amount' in cost ? format.cost(cost) : t(cost.source === 'free' ? 'money.free' : 'money.costUnknown'),
      },
      ...(options?.size === `${image.width}x${image.height}` && !options.aspectRatio
        ? []
        : [{ label: t('compare.dimensions'), value: `${format.plain(image.width)} × ${format.plain(image.height)}` }]),
    ]
  }
}
