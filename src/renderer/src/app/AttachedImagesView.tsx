import { useEffect, useState, type MouseEvent } from 'react'
import { countReferences, isOverlay, OVERLAY_ROLES, takesOverlay } from '@shared/catalogue/inputs'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import type { InputImage } from '@shared/request'
import { useClient } from '@/bridge/use-client'
import { useContextMenu } from '@/bridge/use-context-menu'
import { findLastImage, findPrompt, isAwaitingImage } from '@/features/chat/attached'
import { useImageMenu } from '@/features/chat/answer/use-image-menu'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { useWindowActions } from '@/features/chat/window-actions'
import { asksOtherShape } from '@/features/composer/asked-shape'
import type { AttachedProps } from '@/features/composer/attached-props'
import { AttachedImages, type ImageEdits } from '@/features/composer/AttachedImages'
import { useTranslation } from '@/i18n/use-translation'
import { toContextMenu, type ImageMenu } from '@/images/menu/image-menu'
import { createImageActions } from '@/images/use-image-actions'
import { changeWords } from './add-sentence'
import { withMaker } from './attach-images'
import { followMarks } from './explain-marks'
import { cropImage, extendCanvas, markUp, paintMask } from './layout-store'

interface AttachedImagesViewProps extends AttachedProps {
  /** Whether the last image may be included, to be edited. */
  readonly followsUp: boolean
}

/**
 * The images to send with the next message, connected to the chat: which actions an image offers depends on what made
 * it.
 */
export function AttachedImagesView({ followsUp, model, asks, ...props }: AttachedImagesViewProps) {
  const { t } = useTranslation()
  const client = useClient()
  const store = useChatStoreApi()
  const imageMenu = useImageMenu()
  const showContextMenu = useContextMenu()
  const [first] = props.images
  const firstPrompt = useChatStore((state) => findPrompt(state, first))
  const isBeforeNext = useChatStore((state) => isAwaitingImage(state) && findLastImage(state)?.hash === first?.hash)
  const { canMarkUp } = useWindowActions()
  const known = useKnownImages(props.images)
  const listEdits = (image: InputImage, overlay: InputImage | undefined): ImageEdits => {
    const made = withMaker(store, image)
    const edits = { 'paint-mask': () => paintMask({ ...made, ...(overlay?.role === 'mask' && { mask: overlay }) }) }
    // A mask or marks wouldn't fit the result, and of an animation only one frame would be left.
    if (overlay || image.format === 'gif') return edits
    return {
      ...edits,
      // A cropped image is sent as before, so a model that only looks at images stays chosen.
      'crop-image': () => cropImage({ image }),
      ...(canMarkUp(made.maker) && {
        'mark-up': () => markUp(made),
        'extend-canvas': () => extendCanvas(made),
      }),
    }
  }
  const listMenu = (image: InputImage): ImageMenu => {
    const prompt = findPrompt(store.getState(), image) ?? ''
    const actions = createImageActions(client, t, {
      image: { ...image, upload: { state: 'local' } },
      prompt,
      recipe: undefined,
    })
    // Already attached. An image that hasn't been sent has no row, so it can't have a name or a history.
    const {
      'edit-image': _attached,
      'paint-mask': _paint,
      'mark-up': _mark,
      'crop-image': _cut,
      'extend-canvas': _extend,
      'save-reference': name,
      'image-history': history,
      ...menu
    } = imageMenu(image, actions)
    const next = props.images[props.images.indexOf(image) + 1]
    const row = known.get(image.hash)
    return {
      ...menu,
      ...listEdits(image, next && isOverlay(next.role) ? next : undefined),
      ...(row && name && history && { 'save-reference': name, 'image-history': history }),
    }
  }
  /** Also updates the sentence that refers to the images by number. */
  const follow = (change: (images: readonly InputImage[]) => void) => (images: readonly InputImage[]) => {
    change(images)
    changeWords(store, (words) => followMarks(words, props.images, images))
  }
  const openContextMenu = (event: MouseEvent, image: InputImage): void => {
    const { actions, labels } = toContextMenu(listMenu(image), t)
    showContextMenu(event, actions, labels)
  }
  return (
    <AttachedImages
      {...props}
      editing={
        followsUp && countReferences(props.images) === 1 && firstPrompt !== undefined
          ? t(isBeforeNext ? 'attach.editingFinished' : 'attach.editing', { prompt: firstPrompt })
          : undefined
      }
      hasOtherShape={asks.some((ask) => asksOtherShape(first, ask))}
      overlays={model ? OVERLAY_ROLES.filter((role) => takesOverlay(model, role)) : []}
      onChange={follow(props.onChange)}
      onReorder={follow(props.onReorder)}
      listEdits={listEdits}
      onContextMenu={openContextMenu}
    />
  )
}

/** Returns which attachments are already in the database. */
function useKnownImages(images: readonly InputImage[]): ReadonlyMap<ObjectHash, AttachmentId> {
  const store = useChatStoreApi()
  const [known, setKnown] = useState<ReadonlyMap<ObjectHash, AttachmentId>>(new Map())
  useEffect(() => {
    let isWanted = true
    const read = async (): Promise<void> => {
      const { attachments } = await store.data()
      const found = await Promise.all(
        images.map(async ({ hash }) => [hash, await attachments.findByHash(hash)] as const),
      )
      if (isWanted) setKnown(new Map(found.flatMap(([hash, id]) => (id ? [[hash, id] as const] : []))))
    }
    // Without the database, the menu lacks the items that need it.
    void read().catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [store, images])
  return known
}
