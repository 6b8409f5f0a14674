import { ScanEye } from 'lucide-react'
import type { StoredImage } from '@shared/answer'
import { useTranslation } from '@/i18n/use-translation'
import type { MenuItem } from '@/ui/Menu'
import { useWindowActions } from '../window-actions'

/** The menu item that prepares a question about an image. Its label says which model is asked; without one it isn't there. */
export function useDescribeItems(): (image: StoredImage, onChosen?: () => void) => readonly MenuItem[] {
  const { t } = useTranslation()
  const { findDescriber, describeImage } = useWindowActions()
  return (image, onChosen) => {
    const model = findDescriber(image)
    if (!model) return []
    return [
      {
        label: t('image.describe', { model: model.name }),
        icon: ScanEye,
        onChoose: () => {
          onChosen?.()
          describeImage(image, model.id)
        },
      },
    ]
  }
}
