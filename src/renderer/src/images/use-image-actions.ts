import type { RecipeFacts } from '@shared/recipe/recipe'
import type { StoredImage } from '@shared/answer'
import type { CopyDraft } from '@shared/contract'
import type { Client } from '@/bridge/client'
import { useClient } from '@/bridge/use-client'
import { useTranslation, type Translation } from '@/i18n/use-translation'
import { copyText } from '@/lib/copy-text'
import { makeFileName } from '@/lib/file-name'
import { PLATFORM } from '@/lib/platform'
import { notify, notifyFailure } from '@/ui/notices'
import { placeOnScreen } from './find-on-screen'

/** An image with its prompt and settings, for chats and the gallery. */
export interface ShownImage {
  readonly image: StoredImage
  readonly prompt: string
  /** What can be embedded in copies. */
  readonly recipe: RecipeFacts | undefined
}

export interface ImageActions {
  readonly copy: () => void
  readonly copyFile: () => void
  /** Absent if the system has no share menu. */
  readonly share?: () => void
  readonly save: () => void
  readonly reveal: () => void
  /** Absent if there is no link. */
  readonly copyLink?: () => void
  /** Passes a copy of the file to the system, which continues the drag. */
  readonly dragOut: () => void
}

/** The actions for one image, wherever it's shown. */
export function useImageActions(shown: ShownImage): ImageActions {
  const { t } = useTranslation()
  return createImageActions(useClient(), t, shown)
}

/** Like `useImageActions`, for many images: a hook can't be called for each. */
export function createImageActions(
  client: Client,
  t: Translation['t'],
  { image, prompt, recipe }: ShownImage,
): ImageActions {
  const { hash, format, upload } = image
  // Images are drawn far more often than copied.
  const draftCopy = (): CopyDraft => ({ hash, suggestedName: makeFileName(prompt, format), ...(recipe && { recipe }) })
  return {
    copy: () => {
      placeOnScreen(hash, format)
        .then((at) => client.request('images.copy', { hash, ...(at && { at }) }))
        .then(() => notify({ text: t('image.copied') }), notifyFailure)
    },
    copyFile: () =>
      void client
        .request('images.copyFile', draftCopy())
        .then(() => notify({ text: t('image.fileCopied') }), notifyFailure),
    ...(PLATFORM === 'darwin' && {
      share: () => void client.request('images.share', draftCopy()).catch(notifyFailure),
    }),
    save: () =>
      void client.request('images.saveAs', draftCopy()).then((outcome) => {
        if (outcome !== 'cancelled') notify({ text: t(`image.${outcome}`) })
      }, notifyFailure),
    reveal: () => void client.request('images.reveal', hash).catch(notifyFailure),
    ...(upload.state === 'uploaded' && {
      copyLink: () => void copyText(upload.url).then(() => notify({ text: t('image.linkCopied') })),
    }),
    dragOut: () => void client.request('images.dragOut', [draftCopy()]).catch(notifyFailure),
  }
}
