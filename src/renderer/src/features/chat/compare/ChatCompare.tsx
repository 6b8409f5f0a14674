import { useEffect, useMemo } from 'react'
import type { MessageId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { CompareDialog } from '@/images/compare/CompareDialog'
import type { Candidate } from '@/images/compare/candidate'
import { versionsBeside } from '../selectors'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { chooseCompared, listVersionImages, type VersionImage } from './list-candidates'
import { useCompareFacts } from './use-compare-facts'

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
  const readFacts = useCompareFacts()
  return images.map(({ message, image, version, position }) => ({
    image,
    prompt: message.prompt ?? '',
    title: position ? t('compare.imageOfVersion', { version, position }) : t('details.version', { number: version }),
    facts: readFacts(message, image),
  }))
}
