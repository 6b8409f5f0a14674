import type { WebFrameMain } from 'electron'
import { APP_ORIGIN } from '@shared/contract'
import { QUICK_ASK_PAGE } from '@shared/quick-ask'

/** True for the top frame of a window that shows our own page, and for nothing else. */
export function isOurPage(frame: WebFrameMain | null, developmentUrl: string | undefined): boolean {
  if (!frame || frame.parent !== null) return false
  return isOurUrl(frame.url, developmentUrl)
}

export function isOurUrl(url: string, developmentUrl: string | undefined): boolean {
  if (url.startsWith(`${APP_ORIGIN}/`)) return true
  if (developmentUrl === undefined) return false
  return URL.canParse(url) && new URL(url).origin === new URL(developmentUrl).origin
}

const QUICK_ASK = ['quickAsk.submit', 'quickAsk.hide', 'quickAsk.describe']

/** The small window may only hand in a question, hear what would answer it, and hide. Every other page of ours may ask for everything. */
export function mayAsk(url: string, name: unknown): boolean {
  return !new URL(url).pathname.endsWith(`/${QUICK_ASK_PAGE}`) || QUICK_ASK.some((allowed) => allowed === name)
}
