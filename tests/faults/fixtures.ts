/** Vitest's `test` with a world. The oracle checks the world after each test, so that no test can forget to. */
import { expect, inject, test as base } from 'vitest'
import { World } from './world'

export const test = base.extend<{ world: World }>({
  world: async ({ task }, use) => {
    const world = await World.create(inject('core'))
    try {
      await use(world)
      expect(await world.violations()).toEqual([])
      Object.assign(task.meta, { longestBlockMs: Math.round(world.longestBlockMs) })
    } finally {
      await world.end()
    }
  },
})

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the core's program for plain Node. */
    core: string
  }
}
