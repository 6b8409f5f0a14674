import { listImages } from '@shared/answer'
import type { Welcome } from '@shared/contract'
import type { ChatStore } from '@/features/chat/store'
import { i18n } from '@/i18n'
import { notify } from '@/ui/notices'
import '@/i18n/later'

/** Shows how many images (at least one) were recovered after a crash during a run, with a link to the newest. */
export function announceRecovered({ recovered, runs }: Welcome, chat: ChatStore): void {
  const newest = runs.findLast(({ state }) => state.status === 'done' && listImages(state.parts).length > 0)
  notify({
    text: i18n.t('notices.recovered', { count: recovered }),
    sticky: true,
    ...(newest && {
      action: {
        label: i18n.t('notices.showRecovered'),
        run: () => void chat.getState().openChat(newest.place.chatId),
      },
    }),
  })
}
