/**
 * The page's entry. The message box in `index.html` is painted first and accepts typing; then the app loads and
 * replaces it with its own (`lib/early-box.ts`).
 */
import { afterPaint } from './lib/after-paint'
import { isEarlyBoxThere, openEarlyBox } from './lib/early-box'
import { readKeptSession } from './lib/kept-session'
import { leavePage } from './lib/leave-page'
import { NARROW, WIDE } from './lib/widths'

window.addEventListener('error', () => isEarlyBoxThere() && leavePage())

const { sidebar: wanted } = readKeptSession(window) ?? {}
const isShown = (wanted ?? window.matchMedia(WIDE).matches) && !window.matchMedia(NARROW).matches
document.getElementById('early-sidebar')?.toggleAttribute('hidden', !isShown)
openEarlyBox()
afterPaint(() => {
  import('./main').catch(leavePage)
})
