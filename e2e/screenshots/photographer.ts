import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { EaselApp } from '../app'
import { PROJECT } from '../electron'

const folder = resolve(process.env['EASEL_SCREENSHOTS'] ?? join(PROJECT, 'test-results', 'screenshots'))
mkdirSync(folder, { recursive: true })

export interface Look {
  readonly theme: 'light' | 'dark'
  readonly width: number
  readonly height: number
}

/** Dresses the app in a look, and returns what saves an image of a state in it. */
export async function photographer(
  app: EaselApp,
  { theme, width, height }: Look,
): Promise<(state: string) => Promise<void>> {
  await app.useTheme(theme)
  await app.resize(width, height)
  return async (state) => {
    // A change of the settings sets the theme of the settings again.
    await app.useTheme(theme)
    // Where nothing reacts to it.
    await app.window.mouse.move(width / 2, 4)
    await app.window.evaluate(async () => {
      await document.fonts.ready
      // What is below the view may be loaded only when it comes into it.
      const inView = [...document.images].filter((image) => {
        const { top, bottom } = image.getBoundingClientRect()
        return bottom > 0 && top < window.innerHeight
      })
      // An image that is meant to be missing is no reason to wait.
      await Promise.all(inView.map((image) => image.decode().catch(() => {})))
    })
    await app.window.screenshot({
      path: join(folder, `${state}-${theme}-${width}x${height}.png`),
      animations: 'disabled',
      caret: 'initial',
    })
  }
}
