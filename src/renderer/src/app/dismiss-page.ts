import type { Client } from '@/bridge/client'
import type { ChatStore } from '@/features/chat/store'
import type { SessionKeeper } from '@/lib/session-keeper'

/**
 * Saves the user's latest changes, then tells main that the window may close. A database commit takes milliseconds, but
 * is lost if the page goes away first.
 */
export async function dismissPage(client: Client, chat: ChatStore, session: SessionKeeper): Promise<void> {
  // Commits what is being typed, like a click elsewhere.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  // Saves now what is normally saved after a pause in typing: its owners listen for this event.
  window.dispatchEvent(new PageTransitionEvent('pagehide'))
  await Promise.allSettled([session.flush(), commitRows(chat)])
  await client.request('page.leave')
}

async function commitRows(chat: ChatStore): Promise<void> {
  await chat.settled()
  const data = await chat.data()
  await data.committed()
  await data.archived()
}
