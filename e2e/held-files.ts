/** Calls on files of the running app, held up until a test lets them go: the moments between two steps, at leisure. */
import { expect } from '@playwright/test'
import type * as Files from 'node:fs/promises'
import type { EaselApp } from './app'

export interface HeldCalls {
  /** Resolves when the app stands at the first of them. */
  reached(): Promise<void>
  release(): Promise<void>
}

interface Held {
  count: number
  release(): void
}

/** Every rename of main's to a path that contains this text waits. Ends with `release` or with the app. */
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
  const countOf = (): Promise<number> =>
    app.electron.evaluate(() => (Reflect.get(globalThis, 'easelHeld') as { count: number }).count)
  return {
    reached: () => expect.poll(countOf).toBeGreaterThan(0),
    release: () => app.electron.evaluate(() => (Reflect.get(globalThis, 'easelHeld') as Held).release()),
  }
}
