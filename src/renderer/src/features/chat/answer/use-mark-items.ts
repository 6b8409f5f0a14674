import { Expand, PenLine } from 'lucide-react'
import type { ModelId } from '@shared/catalogue'
import type { StoredImage } from '@shared/answer'
import { useTranslation } from '@/i18n/use-translation'
import type { MenuItem } from '@/ui/Menu'
import { useWindowActions } from '../window-actions'

/** What a menu offers for marking an image and for extending its canvas: nothing where the model that would edit it takes no images. */
export function useMarkItems(): (image: Omit<StoredImage, 'upload'>, model?: ModelId) => readonly MenuItem[] {
  const { t } = useTranslation()
  const { canMarkUp, markUp, extendCanvas } = useWindowActions()
  return (image, model) =>
    canMarkUp(model)
      ? [
          { label: t('markup.open'), icon: PenLine, onChoose: () => markUp(image, model) },
          { label: t('extend.open'), icon: Expand, onChoose: () => extendCanvas(image, model) },
        ]
      : []
}
