import { createId } from '@shared/ids'
import { i18n } from '@/i18n'
import type { Client } from '@/bridge/client'
import type { ChatStore } from '@/features/chat/store'
import { watchQuietWindow } from '@/lib/when-quiet'
import { notify } from '@/ui/notices'
import '@/i18n/later'

/** Waits until the busy start is over; nothing on screen depends on it. */
const ADOPT_AFTER_MS = 5_000
/** Images per start: reading these takes a few seconds. */
const AT_MOST = 500

/** Looks for images that no chat shows, some time after the start, and reports them once if there are any. */
export function adoptLater(client: Client, chat: ChatStore): void {
  const whenQuiet = watchQuietWindow()
  const adopt = async (): Promise<void> => {
    const { adoptImages } = await import('@/features/chat/adopt-images')
    const { t } = i18n
    const words = { title: t('recovered.title'), explanation: t('recovered.explanation') }
    const { count, chatId } = await adoptImages({
      client,
      data: await chat.data(),
      now: Date.now,
      createId,
      atMost: AT_MOST,
      whenQuiet,
      words,
    })
    if (chatId === undefined) return
    chat.reload()
    const show = (): void => void chat.getState().openChat(chatId)
    notify({
      text: t('notices.recovered', { count }),
      sticky: true,
      action: { label: t('notices.showRecovered'), run: show },
    })
  }
  tidyBinLater(client, chat)
  // Ignore errors: nothing is lost, and the next start looks again.
  setTimeout(() => void adopt().catch(() => undefined), ADOPT_AFTER_MS)
}

/** Retries while rows are still being restored or the archive doesn't answer. */
const TRIES = 10

function tidyBinLater(client: Client, chat: ChatStore, tries = TRIES): void {
  const tidy = async (): Promise<void> => {
    const { tidyBin } = await import('./bin')
    const isTidy = await tidyBin(client, chat).catch(() => false)
    if (!isTidy && tries > 1) tidyBinLater(client, chat, tries - 1)
  }
  setTimeout(() => void tidy(), ADOPT_AFTER_MS)
}
