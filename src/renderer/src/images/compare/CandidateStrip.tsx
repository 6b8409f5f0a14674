import { memo } from 'react'
import type { AttachmentId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { Thumbnail } from '../thumbnails/Thumbnail'
import type { Candidate } from './candidate'

interface CandidateStripProps {
  readonly candidates: readonly Candidate[]
  readonly shown: readonly AttachmentId[]
  readonly onToggle: (id: AttachmentId) => void
}

/** All images that can be compared. The pressed ones are shown. */
export const CandidateStrip = memo(function CandidateStrip({ candidates, shown, onToggle }: CandidateStripProps) {
  const { t } = useTranslation()
  return (
    <div
      role="group"
      aria-label={t('compare.choose')}
      className="scroll-slim flex shrink-0 gap-2 overflow-x-auto border-t border-line px-4 py-2"
    >
      {candidates.map(({ image, title }) => (
        <button
          key={image.attachmentId}
          type="button"
          aria-label={title}
          data-hint={title}
          aria-pressed={shown.includes(image.attachmentId)}
          onClick={() => onToggle(image.attachmentId)}
          className="size-12 shrink-0 overflow-hidden rounded-sm border border-line opacity-60 aria-pressed:opacity-100 aria-pressed:outline-2 aria-pressed:outline-offset-1 aria-pressed:outline-accent aria-pressed:outline-solid"
        >
          <Thumbnail hash={image.hash} edge={48} alt="" className="size-full object-cover" />
        </button>
      ))}
    </div>
  )
})
