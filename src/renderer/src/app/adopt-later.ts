import { createId } from '@shared/ids'
import { i18n } from '@/i18n'
import type { Client } from '@/bridge/client'
import type { ChatStore } from '@/features/chat/store'
import { notify } from '@/ui/notices'
import '@/i18n/later'

/** After the start, which is busy enough; nothing on screen depends on it. */
const ADOPT_AFTER_MS = 5_000
/** Images per start: reading them takes a few seconds then. */
const AT_MOST = 500

/**
 * Some time after the start, tidies the bin, then looks for images that no conversation shows, and says so once when there were
 * any.
 */
export function adoptLater(client: Client, chat: ChatStore): void {
  const adopt = async (): Promise<void> => {
    // First, so that no file of a deletion that a kill has interrupted looks like a lost one.
    await import('./bin').then(({ tidyBin }) => tidyBin(client, chat))
    const { adoptImages } = await import('@/features/chat/adopt-images')
    const { t } = i18n
    const words = { title: t('recovered.title'), explanation: t('recovered.explanation') }
    const { count, chatId } = await adoptImages({
      client,
      data: await chat.data(),
      now: Date.now,
      createId,
      atMost: AT_MOST,
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
  // Whatever was in the way: nothing is lost, and the next start looks again.
  setTimeout(() => void adopt().catch(() => undefined), ADOPT_AFTER_MS)
}
