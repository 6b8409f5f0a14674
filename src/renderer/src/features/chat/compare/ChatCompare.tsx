import { useEffect, useMemo } from 'react'
import type { MessageId } from '@shared/ids'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { useModelFinder } from '@/bridge/use-model-finder'
import { CompareDialog } from '@/images/compare/CompareDialog'
import type { Candidate, CompareFact } from '@/images/compare/candidate'
import { findCost } from '../answer/answer-cost'
import { useRequestFacts } from '../details/image-facts'
import { versionsBeside } from '../selectors'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { chooseCompared, listVersionImages, type VersionImage } from './list-candidates'

interface ChatCompareProps {
  /** The answer whose images are compared with each other, or with those of its other versions. */
  readonly id: MessageId
  readonly onClose: () => void
}

/** Compares the images of an answer and its versions. */
export function ChatCompare({ id, onClose }: ChatCompareProps) {
  const store = useChatStoreApi()
  const { editImage } = useWindowActions()
  const versions = useChatStore((state) => versionsBeside(state, id))
  const images = useMemo(() => listVersionImages(versions), [versions])
  const candidates = useCandidates(images)
  const isGone = images.length < 2
  useEffect(() => {
    if (isGone) onClose()
  }, [isGone, onClose])
  if (isGone) return null
  return (
    <CompareDialog
      candidates={candidates}
      initial={chooseCompared(images, id)}
      onGoOn={(candidate) => {
        const chosen = images.find(({ image }) => image.attachmentId === candidate.image.attachmentId)
        onClose()
        if (!chosen) return
        store.getState().chooseVersion(chosen.message.id)
        editImage(chosen.image, chosen.message.model)
      }}
      onClose={onClose}
    />
  )
}

function useCandidates(images: readonly VersionImage[]): readonly Candidate[] {
  const { t } = useTranslation()
  const readFacts = useFacts()
  return images.map(({ message, image, version, position }) => ({
    image,
    prompt: message.prompt ?? '',
    title: position ? t('compare.imageOfVersion', { version, position }) : t('details.version', { number: version }),
    facts: readFacts(message, image),
  }))
}

/** Model and options first, then duration, price and dimensions. */
function useFacts(): (message: VersionImage['message'], image: VersionImage['image']) => readonly CompareFact[] {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const readRequestFacts = useRequestFacts()
  return (message, image) => {
    const { startedAt } = message
    const finishedAt = message.status === 'streaming' ? undefined : message.finishedAt
    const cost = findCost({ ...message, inputs: 0 }, find)
    return [
      // When each was made always differs, and says nothing about the image.
      ...readRequestFacts(message, image).filter(({ label }) => label !== t('details.time')),
      ...(startedAt === undefined || finishedAt === undefined
        ? []
        : [{ label: t('compare.duration'), value: format.elapsed(finishedAt - startedAt) }]),
      {
        label: t('compare.price'),
        value: 'amount' in cost ? format.cost(cost) : t(cost.source === 'free' ? 'money.free' : 'money.costUnknown'),
      },
      { label: t('compare.dimensions'), value: `${format.plain(image.width)} × ${format.plain(image.height)}` },
    ]
  }
}
