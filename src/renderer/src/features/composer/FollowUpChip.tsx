import { Pencil } from 'lucide-react'
import { imageUrl } from '@shared/image-url'
import type { InputImage } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'

interface FollowUpChipProps {
  readonly image: InputImage
  readonly onChoose: () => void
}

/** Offers to edit the last image with the next prompt. Until it is pressed, a prompt makes a new one. */
export function FollowUpChip({ image, onChoose }: FollowUpChipProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      aria-label={t('composer.editLast')}
      data-hint={t('composer.editLast')}
      onClick={onChoose}
      className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-sm px-1.5 text-text-muted transition-[background-color,color] hover:bg-hover hover:text-text"
    >
      <Pencil size={14} strokeWidth={1.5} aria-hidden />
      <img
        src={imageUrl(image.hash)}
        alt=""
        decoding="async"
        draggable={false}
        className="size-6 rounded-sm border border-line object-cover"
      />
    </button>
  )
}
