import { useEffect, useState, type MouseEvent } from 'react'
import { countReferences, OVERLAY_ROLES, takesImages, takesOverlay } from '@shared/catalogue/inputs'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import type { InputImage } from '@shared/request'
import { useClient } from '@/bridge/use-client'
import { useContextMenu } from '@/bridge/use-context-menu'
import { findMaker, findPrompt } from '@/features/chat/attached'
import { useImageMenu } from '@/features/chat/answer/use-image-menu'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { asksOtherShape } from '@/features/composer/asked-shape'
import type { AttachedProps } from '@/features/composer/attached-props'
import { AttachedImages } from '@/features/composer/AttachedImages'
import { useTranslation } from '@/i18n/use-translation'
import { toContextMenu, type ImageMenu } from '@/images/menu/image-menu'
import { createImageActions } from '@/images/use-image-actions'
import { followMarks } from './explain-marks'
import { cropImage, extendCanvas, madeBy, markUp, paintMask } from './layout-store'

interface AttachedImagesViewProps extends AttachedProps {
  /** Whether the last image may be among them, to be edited. */
  readonly followsUp: boolean
}

/** What goes along with the next message, tied to the chat: what can be done with an image depends on what made it. */
export function AttachedImagesView({ followsUp, model, asks, ...props }: AttachedImagesViewProps) {
  const { t } = useTranslation()
  const client = useClient()
  const store = useChatStoreApi()
  const imageMenu = useImageMenu()
  const showContextMenu = useContextMenu()
  const firstPrompt = useChatStore((state) => findPrompt(state, props.images[0]))
  const areEdited = asks.length > 0 && asks.every((ask) => ask.model.kind === 'image' && takesImages(ask.model))
  const known = useKnownImages(props.images)
  const withMaker = (image: InputImage) => madeBy(image, findMaker(store.getState(), image)?.model)
  const listMenu = (image: InputImage): ImageMenu => {
    const prompt = findPrompt(store.getState(), image) ?? ''
    const actions = createImageActions(client, t, {
      image: { ...image, upload: { state: 'local' } },
      prompt,
      recipe: undefined,
    })
    // It's attached already. What isn't sent yet has no row, and so neither a name nor a history.
    const { 'edit-image': _edit, 'save-reference': name, 'image-history': history, ...menu } = imageMenu(image, actions)
    const mask = props.images[props.images.indexOf(image) + 1]
    const row = known.get(image.hash)
    return {
      ...menu,
      // Gone on with, where there is one.
      'paint-mask': () => paintMask({ ...withMaker(image), ...(mask?.role === 'mask' && { mask }) }),
      ...(row && name && history && { 'save-reference': name, 'image-history': history }),
    }
  }
  /** The message may tell about them by their numbers. */
  const follow = (change: (images: readonly InputImage[]) => void) => (images: readonly InputImage[]) => {
    change(images)
    followMarks(store, props.images, images)
  }
  const openContextMenu = (event: MouseEvent, image: InputImage): void => {
    const { actions, labels } = toContextMenu(listMenu(image), t)
    showContextMenu(event, actions, labels)
  }
  return (
    <AttachedImages
      {...props}
      editing={followsUp && countReferences(props.images) === 1 ? firstPrompt : undefined}
      hasOtherShape={asks.some((ask) => asksOtherShape(props.images[0], ask))}
      overlays={model ? OVERLAY_ROLES.filter((role) => takesOverlay(model, role)) : []}
      onChange={follow(props.onChange)}
      onReorder={follow(props.onReorder)}
      onPaintMask={(image, mask) => paintMask({ ...withMaker(image), ...(mask && { mask }) })}
      onCrop={(image) => cropImage({ image })}
      {...(areEdited && {
        onMarkUp: (image: InputImage) => markUp(withMaker(image)),
        onExtend: (image: InputImage) => extendCanvas(withMaker(image)),
      })}
      onContextMenu={openContextMenu}
    />
  )
}

/** The attachments that are in the database already. */
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
    // Without the database the menu lacks what needs it.
    void read().catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [store, images])
  return known
}
