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

/** Applies a look to the app, and returns a function that saves a screenshot of a state. */
export async function photographer(
  app: EaselApp,
  { theme, width, height }: Look,
): Promise<(state: string) => Promise<void>> {
  await app.useTheme(theme)
  await app.resize(width, height)
  return async (state) => {
    // Changing the settings resets the theme to that of the settings.
    await app.useTheme(theme)
    // A place where nothing reacts to the pointer.
    await app.window.mouse.move(width / 2, 4)
    await app.window.evaluate(async () => {
      await document.fonts.ready
      // Images below the view may only load when scrolled into view.
      const inView = [...document.images].filter((image) => {
        const { top, bottom } = image.getBoundingClientRect()
        return bottom > 0 && top < window.innerHeight
      })
      // An image that is meant to be missing mustn't block.
      await Promise.all(inView.map((image) => image.decode().catch(() => {})))
    })
    await app.window.screenshot({
      path: join(folder, `${state}-${theme}-${width}x${height}.png`),
      animations: 'disabled',
      caret: 'initial',
    })
  }
}
