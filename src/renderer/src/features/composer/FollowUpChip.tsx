import { Pencil } from 'lucide-react'
import type { InputImage } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import { SmallCopy } from '@/images/thumbnails/SmallCopy'

interface FollowUpChipProps {
  readonly image: InputImage
  readonly onChoose: () => void
}

/** Offers to edit the last image with the next prompt. Until it's pressed, prompts make new images. */
export function FollowUpChip({ image, onChoose }: FollowUpChipProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      aria-label={t('composer.editLast')}
      data-hint={t('composer.editLast')}
      onClick={onChoose}
      className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-sm px-1.5 narrow:@max-[640px]:px-1 text-text-muted transition-[background-color,color] hover:bg-hover hover:text-text"
    >
      {/* In a narrow composer the image alone is enough, so everything fits in one row. */}
      <Pencil size={14} strokeWidth={1.5} aria-hidden className="narrow:@max-[640px]:hidden" />
      <SmallCopy key={image.hash} hash={image.hash} className="size-6 rounded-sm border border-line object-cover" />
    </button>
  )
}
