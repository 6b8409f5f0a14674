import type { MouseEvent } from 'react'
import type { InputImage } from '@shared/request'
import { useClient } from '@/bridge/use-client'
import { useContextMenu } from '@/bridge/use-context-menu'
import { useTranslation } from '@/i18n/use-translation'
import { toContextMenu } from '@/images/menu/image-menu'
import { createImageActions } from '@/images/use-image-actions'
import { useImageMenu } from '../answer/use-image-menu'

/** Opens the native menu of an image that was attached to a question. `name`: file name for a saved copy. */
export function useInputMenu(): (event: MouseEvent, image: InputImage, name: string) => void {
  const { t } = useTranslation()
  const client = useClient()
  const imageMenu = useImageMenu()
  const showContextMenu = useContextMenu()
  return (event, image, name) => {
    const shown = { image: { ...image, upload: { state: 'local' } as const }, prompt: name, recipe: undefined }
    const { actions, labels } = toContextMenu(imageMenu(image, createImageActions(client, t, shown)), t)
    showContextMenu(event, actions, labels)
  }
}
