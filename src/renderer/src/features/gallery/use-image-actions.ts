import type { MouseEvent } from 'react'
import type { AttachmentId } from '@shared/ids'
import { useClient } from '@/bridge/use-client'
import { useContextMenu } from '@/bridge/use-context-menu'
import { useTranslation } from '@/i18n/use-translation'
import { toContextMenu, type ImageMenu } from '@/images/menu/image-menu'
import { createImageActions, type ImageActions } from '@/images/use-image-actions'
import { copyText } from '@/lib/copy-text'
import { makeFileName } from '@/lib/file-name'
import { selectOnly } from '@/lib/selection'
import { sumFiles } from '@/lib/sum-files'
import { useFormat } from '@/i18n/use-format'
import { notify, notifyFailure } from '@/ui/notices'
import type { GalleryImage } from './model'
import { useGalleryActions } from './use-gallery'

export interface GalleryImageActions {
  /** Saves one image where the user chooses, or several into a folder. */
  readonly save: (images: readonly GalleryImage[]) => void
  /** Returns the menu of one image. `actions` is absent if its file is missing. */
  readonly listOne: (image: GalleryImage, actions: ImageActions | undefined) => ImageMenu
  readonly remove: (ids: readonly AttachmentId[]) => void
  readonly showMenu: (event: MouseEvent, image: GalleryImage) => void
}

/** Actions for one or many images. */
export function useGalleryImageActions(): GalleryImageActions {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const showContextMenu = useContextMenu()
  const { store, readRecipes, listMenu, onShowInChat, onAttach, onExport, chats } = useGalleryActions()

  const save = async (images: readonly GalleryImage[]): Promise<void> => {
    const recipes = await readRecipes(images)
    const [first] = images
    if (first && images.length === 1) return createImageActions(client, t, { ...first, recipe: recipes[0] }).save()
    const copies = images.map(({ image, prompt }, index) => {
      const recipe = recipes[index]
      return { hash: image.hash, suggestedName: makeFileName(prompt, image.format), ...(recipe && { recipe }) }
    })
    const saved = await client.request('images.saveAll', copies)
    if (!saved) return
    const isWhole = saved.saved === images.length
    notify({
      text: isWhole
        ? t('gallery.saved', { count: saved.saved, number: format.number(saved.saved) })
        : t('gallery.savedSome', {
            saved: format.number(saved.saved),
            of: format.number(images.length),
            count: images.length,
          }),
      ...(!isWhole && { sticky: true }),
    })
  }
  const remove = (ids: readonly AttachmentId[]): void => {
    const wanted = new Set(ids)
    const gone = store.getState().images.filter(({ image }) => wanted.has(image.attachmentId))
    const bytes = sumFiles(gone.map(({ image }) => image))
    const undo = store.remove(ids)
    notify({
      text: t('gallery.deleted', { count: ids.length, number: format.number(ids.length), size: format.bytes(bytes) }),
      about: 'deletion',
      action: { label: t('notices.undo'), run: undo },
    })
  }
  const listOne = (image: GalleryImage, actions: ImageActions | undefined): ImageMenu => ({
    ...listMenu(image, actions),
    'show-in-chat': hasChat(chats, image) ? () => onShowInChat(image) : null,
    ...(actions && { 'save-image': () => void save([image]).catch(notifyFailure) }),
    'export-images': actions ? () => onExport([image]) : null,
    ...(image.prompt !== '' && {
      'copy-prompt': () => void copyText(image.prompt).then(() => notify({ text: t('answer.promptCopied') })),
    }),
    'delete-image': () => remove([image.image.attachmentId]),
  })
  return {
    listOne,
    save: (images) => void save(images).catch(notifyFailure),
    remove,
    showMenu: (event, image) => {
      const id = image.image.attachmentId
      const { selection, shown } = store.getState()
      if (!selection.ids.has(id)) store.select(() => selectOnly(id))
      const chosen = shown.filter(
        (other) => other === image || store.getState().selection.ids.has(other.image.attachmentId),
      )
      const ids = chosen.map((other) => other.image.attachmentId)
      const menu: ImageMenu =
        chosen.length === 1
          ? listOne(image, createImageActions(client, t, image))
          : {
              'edit-image': () => onAttach(chosen),
              'save-image': () => void save(chosen).catch(notifyFailure),
              'export-images': () => onExport(chosen),
              'delete-image': () => remove(ids),
            }
      const { actions, labels } = toContextMenu(menu, t)
      showContextMenu(event, actions, labels)
    },
  }
}

/** Whether an image's chat still exists. It may have been deleted without the image. */
export function hasChat(chats: readonly { readonly id: string }[], { chatId }: GalleryImage): boolean {
  return chats.some(({ id }) => id === chatId)
}
