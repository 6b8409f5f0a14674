import { useEffect, useState } from 'react'
import { nameModel } from '@shared/catalogue/name-model'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useCompareFacts } from '@/features/chat/compare/use-compare-facts'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import type { ChosenCompare } from '@/features/gallery/use-gallery'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import type { CompareFact } from '@/images/compare/candidate'
import { CompareDialog } from '@/images/compare/CompareDialog'
import { readMadeImages, type MadeImage } from './gallery-recipes'

/** Compares chosen images from any chats, with the prompt and settings of each. */
export function GalleryCompareView({ chosen, onGoOn, onClose }: ChosenCompare) {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const readFacts = useCompareFacts()
  const chats = useChatStore((state) => state.chats)
  const made = useMade(chosen)
  const listFacts = ({ image, model }: ChosenCompare['chosen'][number]): readonly CompareFact[] => {
    const found = made.get(image.attachmentId)
    if (found) return readFacts(found.answer, found.image)
    // The answer isn't loaded yet or was deleted.
    return [
      { label: t('details.model'), value: nameModel(model, find) ?? t('answer.modelUnknown') },
      { label: t('compare.dimensions'), value: `${format.plain(image.width)} × ${format.plain(image.height)}` },
    ]
  }
  return (
    <CompareDialog
      candidates={chosen.map((each, index) => ({
        image: each.image,
        prompt: each.prompt,
        title: t('gallery.imageNumber', { number: index + 1 }),
        facts: [
          ...listFacts(each),
          { label: t('gallery.date'), value: format.moment(each.createdAt) },
          { label: t('gallery.chat'), value: chats.find(({ id }) => id === each.chatId)?.title ?? '' },
        ],
      }))}
      initial={chosen.map(({ image }) => image.attachmentId)}
      onGoOn={(candidate) => {
        onClose()
        onGoOn(chosen.filter(({ image }) => image.attachmentId === candidate.image.attachmentId))
      }}
      onClose={onClose}
    />
  )
}

function useMade(chosen: ChosenCompare['chosen']): ReadonlyMap<string, MadeImage> {
  const chat = useChatStoreApi()
  const [made, setMade] = useState<ReadonlyMap<string, MadeImage>>(new Map())
  useEffect(() => {
    let isShown = true
    // An image can be compared without its answer.
    void readMadeImages(chat, chosen)
      .then((found) => {
        if (isShown) setMade(new Map(found.flatMap((each) => (each ? [[each.image.attachmentId, each]] : []))))
      })
      .catch(() => undefined)
    return () => {
      isShown = false
    }
  }, [chat, chosen])
  return made
}
