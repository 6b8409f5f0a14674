/** Holds file calls of the running app until a test releases them, to test the moments between two steps. */
import { expect } from '@playwright/test'
import type * as Files from 'node:fs/promises'
import type { EaselApp } from './app'

export interface HeldCalls {
  /** Resolves when the app reaches the first of them. */
  reached(): Promise<void>
  release(): Promise<void>
}

interface Held {
  count: number
  release(): void
}

/** Holds every rename in main to a path that contains this text, until `release` or the end of the app. */
export async function holdRenames(app: EaselApp, pathPart: string): Promise<HeldCalls> {
  await app.electron.evaluate((_electron, part) => {
    const files = process.mainModule!.require('node:fs/promises') as typeof Files
    const { rename } = files
    let release!: () => void
    const released = new Promise<void>((resolve) => (release = resolve))
    const held: Held = {
      count: 0,
      release: () => {
        files.rename = rename
        release()
      },
    }
    Reflect.set(globalThis, 'easelHeld', held)
    files.rename = async (from, to) => {
      if (String(to).includes(part)) {
        held.count += 1
        await released
      }
      return rename(from, to)
    }
  }, pathPart)
  const readCount = (): Promise<number> =>
    app.electron.evaluate(() => (Reflect.get(globalThis, 'easelHeld') as { count: number }).count)
  return {
    reached: () => expect.poll(readCount).toBeGreaterThan(0),
    release: () => app.electron.evaluate(() => (Reflect.get(globalThis, 'easelHeld') as Held).release()),
  }
}
