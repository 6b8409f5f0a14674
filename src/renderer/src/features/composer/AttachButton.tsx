import { ImagePlus } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton } from '@/ui/IconButton'

/** Chooses image files with the system's dialog. What Chromium can't decode is refused where it is read. */
export function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton icon={ImagePlus} label={t('composer.attach')} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        accept="image/*"
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
