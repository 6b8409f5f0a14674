import { ImageOff } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'

interface BrokenImageProps {
  readonly prompt: string
  readonly onSave: () => void
}

/** Shown if a complete file can't be decoded. It was paid for, so it can be saved as it is. */
export function BrokenImage({ prompt, onSave }: BrokenImageProps) {
  const { t } = useTranslation()
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 p-4 text-center text-13">
      <ImageOff size={20} strokeWidth={1.5} aria-hidden className="text-text-muted" />
      <p role="img" aria-label={prompt} className="sr-only" />
      <p className="max-w-[36ch] text-balance">{t('image.broken')}</p>
      <Button onClick={onSave}>{t('image.saveFile')}</Button>
    </div>
  )
}
