import { ImagePlus, Paperclip } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton } from '@/ui/IconButton'

interface AttachButtonProps {
  /** What can be chosen: images, text files, or both. */
  readonly takes: { readonly images: boolean; readonly texts: boolean }
  readonly onFiles: (files: readonly File[]) => void
}

/**
 * Chooses files in the system's dialog, without a filter for text files: no list of extensions covers them all.
 * Unreadable files are refused when read.
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
          // Allows choosing the same file again after removing it.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
