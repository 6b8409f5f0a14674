import { nameModel } from '@shared/catalogue/name-model'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Facts } from '@/ui/Facts'
import { Button } from '@/ui/Button'
import type { GalleryImage } from './model'
import { useGalleryActions } from './use-gallery'
import { hasChat } from './use-image-actions'

interface GalleryDetailsProps {
  readonly image: GalleryImage
}

/** The facts of an image, next to it. Its answer has more. */
export function GalleryDetails({ image }: GalleryDetailsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const { chats, onShowInChat } = useGalleryActions()
  const { width, height, bytes, revisedPrompt, format: fileFormat } = image.image
  return (
    <div className="flex flex-col gap-4 p-4 text-13">
      <p data-selectable dir="auto" className="wrap-anywhere whitespace-pre-wrap">
        {image.prompt}
      </p>
      <Facts
        facts={[
          {
            label: t('gallery.model'),
            value: nameModel(image.model, find) ?? t('answer.modelUnknown'),
          },
          { label: t('gallery.date'), value: format.moment(image.createdAt) },
          { label: t('gallery.dimensions'), value: `${format.plain(width)} × ${format.plain(height)}` },
          { label: t('gallery.file'), value: `${fileFormat.toUpperCase()}, ${format.bytes(bytes)}` },
          revisedPrompt !== undefined && { label: t('gallery.revisedPrompt'), value: revisedPrompt },
        ]}
      />
      {hasChat(chats, image) && (
        <div>
          <Button onClick={() => onShowInChat(image)}>{t('gallery.showInChat')}</Button>
        </div>
      )}
    </div>
  )
}
