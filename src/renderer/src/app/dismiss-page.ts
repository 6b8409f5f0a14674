import type { Client } from '@/bridge/client'
import type { ChatStore } from '@/features/chat/store'
import type { SessionKeeper } from '@/lib/session-keeper'

/**
 * Keeps everything that the user did until now, then tells main that the window may close. A commit of the database takes
 * milliseconds, but a page that goes away takes what isn't committed with it.
 */
export async function dismissPage(client: Client, chat: ChatStore, session: SessionKeeper): Promise<void> {
  // A box that is being typed in keeps what a click elsewhere would keep.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  // What is saved after a pause in typing is saved now: its owners listen for this event.
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
