import { Copy, Download, FolderOpen } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import type { RecipeFacts } from '@shared/recipe/recipe'
import type { StoredImage } from '@shared/run'
import { useClient } from '@/bridge/use-client'
import { fileNameOf } from '@/lib/file-name'
import { IconButton } from '@/ui/IconButton'
import { notify, notifyFailure } from '@/ui/notices'

export interface PictureActionsProps {
  readonly image: StoredImage
  readonly prompt: string
  /** What a copy may say of itself. */
  readonly recipe: RecipeFacts | undefined
}

/** What can be done with one picture, here and in the lightbox. */
export function PictureActions({ image, prompt, recipe }: PictureActionsProps) {
  const { t } = useTranslation()
  const client = useClient()
  const copy = () =>
    client.request('images.copy', image.hash).then(() => notify({ text: t('picture.copied') }), notifyFailure)
  const save = () =>
    client
      .request('images.saveAs', {
        hash: image.hash,
        suggestedName: fileNameOf(prompt, image.format),
        ...(recipe && { recipe }),
      })
      .then((outcome) => {
        if (outcome !== 'cancelled') notify({ text: t(`picture.${outcome}`) })
      }, notifyFailure)
  const reveal = () => client.request('images.reveal', image.hash).catch(notifyFailure)
  return (
    <>
      <IconButton icon={Copy} label={t('picture.copy')} onClick={() => void copy()} />
      <IconButton icon={Download} label={t('picture.save')} onClick={() => void save()} />
      <IconButton icon={FolderOpen} label={t('picture.reveal')} onClick={() => void reveal()} />
    </>
  )
}
