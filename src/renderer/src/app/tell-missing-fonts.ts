import { i18n } from '@/i18n'
import '@/i18n/later'
import type { ChatStore } from '@/features/chat/store'
import { canDraw } from '@/lib/can-draw'
import { notify } from '@/ui/notices'
import { watchMissingFonts } from './missing-fonts'

/** Names the missing font package in a notice that stays until dismissed. For Linux. */
export function tellMissingFonts(store: ChatStore): void {
  watchMissingFonts(store, {
    storage: window.localStorage,
    canDraw,
    tell: (kind) => notify({ text: i18n.t(`fonts.${kind}`), sticky: true }),
  })
}
