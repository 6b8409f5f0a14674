import { parseModelId } from '@shared/services/ids'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { CompareDialog } from '@/images/compare/CompareDialog'
import type { GalleryImage } from './model'
import { useGalleryActions } from './use-gallery'

interface GalleryCompareProps {
  /** Two to four. */
  readonly chosen: readonly GalleryImage[]
  readonly onClose: () => void
}

/** Compares chosen images of any chats. Going on with one attaches it to the message that is being written. */
export function GalleryCompare({ chosen, onClose }: GalleryCompareProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const { onAttach, chats } = useGalleryActions()
  return (
    <CompareDialog
      candidates={chosen.map(({ image, prompt, model, chatId, createdAt }, index) => ({
        image,
        prompt,
        title: t('gallery.imageNumber', { number: index + 1 }),
        facts: [
          { label: t('gallery.model'), value: find(model)?.name ?? parseModelId(model)?.name ?? model },
          { label: t('compare.dimensions'), value: `${format.plain(image.width)} × ${format.plain(image.height)}` },
          { label: t('gallery.date'), value: format.moment(createdAt) },
          { label: t('gallery.chat'), value: chats.find(({ id }) => id === chatId)?.title ?? '' },
        ],
      }))}
      initial={chosen.map(({ image }) => image.attachmentId)}
      onGoOn={(candidate) => {
        onClose()
        onAttach(chosen.filter(({ image }) => image.attachmentId === candidate.image.attachmentId))
      }}
      onClose={onClose}
    />
  )
}
