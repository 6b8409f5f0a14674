/** Vitest's `test` with a new folder on the real disk, deleted afterwards. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from 'vitest'

export const test = base.extend<{ folder: string }>({
  // eslint-disable-next-line no-empty-pattern -- vitest reads the fixtures that are needed from this pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'easel-test-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
})
