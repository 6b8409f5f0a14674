import { ImagePlus, Paperclip } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton } from '@/ui/IconButton'

interface AttachButtonProps {
  /** What is chosen: images, text files, or both. */
  readonly takes: { readonly images: boolean; readonly texts: boolean }
  readonly onFiles: (files: readonly File[]) => void
}

/**
 * Chooses files with the system's dialog. What can't be read is refused where it is read: which files are text no list of
 * endings says.
 */
export function AttachButton({ takes, onFiles }: AttachButtonProps) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton
        icon={takes.texts ? Paperclip : ImagePlus}
        label={t(takes.texts ? 'composer.attachFiles' : 'composer.attach')}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        accept={takes.texts ? undefined : 'image/*'}
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          // The same file may be chosen again after it was removed.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
