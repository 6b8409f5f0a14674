import { useEffect, useState } from 'react'
import '@/i18n/later'
import { useTranslation } from '@/i18n/use-translation'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { onImagesChanged } from '@/lib/image-changes'
import { readRecentImages, type RecentImage } from '../recent-images'
import { showMessage } from '../show-message'
import { useChatStore, useChatStoreApi } from '../use-chat-store'

/** Two rows of four; a low window shows one. */
const MOST = 8
/** The last images shown, so that the next new chat shows them in its first frame. */
let known: readonly RecentImage[] = []

/** The latest images of all chats. Each opens its chat at the answer. Renders nothing if there are none. */
export function RecentImages() {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const [images, setImages] = useState(known)
  useEffect(() => {
    let isShown = true
    const read = async (): Promise<void> => {
      known = await readRecentImages(await store.data(), MOST)
      if (isShown) setImages(known)
    }
    // The chat store reports a database that can't be read.
    const refresh = (): void => void read().catch(() => undefined)
    refresh()
    const stop = onImagesChanged(refresh)
    return () => {
      isShown = false
      stop()
    }
  }, [store])
  const chats = useChatStore((state) => state.chats)
  const shown = images.filter(({ chatId }) => chats.some(({ id }) => id === chatId))
  if (shown.length === 0) return null
  return (
    <div className="flex animate-appear flex-col gap-2">
      <h2 aria-hidden className="text-12 text-text-muted">
        {t('empty.recent')}
      </h2>
      <ul aria-label={t('empty.recentImages')} className="grid grid-cols-4 gap-2">
        {shown.map(({ chatId, messageId, hash, prompt }) => (
          <li key={messageId} className="flex [@media(max-height:959px)]:nth-[n+5]:hidden">
            <button
              type="button"
              aria-label={t('empty.openImage', { prompt })}
              title={prompt}
              onClick={() => void showMessage(store, chatId, messageId)}
              className="relative aspect-square w-full overflow-hidden rounded-sm bg-surface-sunken after:absolute after:inset-0 after:rounded-sm after:border after:border-line-image"
            >
              <Thumbnail
                hash={hash}
                edge={184}
                alt=""
                // The file may be gone; the answer says so and offers remedies.
                onError={(event) => event.currentTarget.remove()}
                className="size-full object-cover"
              />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
