/** The app's processes as the operating system sees them (POSIX). */
import type { EaselApp } from './app'

/** Freezes the page's process: it receives nothing from now on, while main keeps working. */
export function freezePage(app: EaselApp): Promise<void> {
  return signalPage(app, 'SIGSTOP')
}

export function thawPage(app: EaselApp): Promise<void> {
  return signalPage(app, 'SIGCONT')
}

async function signalPage(app: EaselApp, signal: NodeJS.Signals): Promise<void> {
  const pid = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  )
  process.kill(pid!, signal)
}
