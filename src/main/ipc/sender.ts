import type { WebFrameMain } from 'electron'
import { APP_ORIGIN } from '@shared/contract'

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
