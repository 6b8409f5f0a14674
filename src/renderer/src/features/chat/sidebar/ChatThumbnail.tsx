import type { ObjectHash } from '@shared/ids'
import { smallCopyUrl } from '@shared/thumbnails'

interface ChatThumbnailProps {
  readonly hash: ObjectHash
  readonly onMissing: () => void
}

/** The image that represents a chat. Always a small copy: a list of chats must not decode originals. */
export function ChatThumbnail({ hash, onMissing }: ChatThumbnailProps) {
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute top-1 right-1 size-6 overflow-hidden rounded-[4px] bg-surface-field after:absolute after:inset-0 after:rounded-[4px] after:border after:border-line-image"
    >
      <img
        key={hash}
        src={smallCopyUrl(hash)}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={onMissing}
        className="size-full animate-appear object-cover"
      />
    </span>
  )
}
