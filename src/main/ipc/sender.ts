import type { WebFrameMain } from 'electron'
import { APP_ORIGIN } from '@shared/contract'
import { QUICK_ASK_PAGE } from '@shared/quick-ask'

/** Whether this is the top frame of a window that shows our own page. */
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

/**
 * Whether a page may make a request. The quick-ask window may only submit a question, get a description of its model
 * and cost, and hide. All our other pages may make any request.
 */
export function mayAsk(url: string, name: unknown): boolean {
  return !new URL(url).pathname.endsWith(`/${QUICK_ASK_PAGE}`) || QUICK_ASK.some((allowed) => allowed === name)
}
