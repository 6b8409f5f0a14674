import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { Leftovers } from './leftovers'
import { test } from '../../../tests/support/main/test-folder'

const HALF = '.images.zip.0123456789ab.tmp'

/** Starts a session of Easel. */
function start(folder: string): Leftovers {
  return new Leftovers({ path: join(folder, 'leftovers.json'), now: Date.now })
}

/** Starts writing, and is killed. */
async function killWhileWriting(folder: string, chosen: string): Promise<void> {
  await new Promise<void>((resolve) => {
    void start(folder).during(chosen, async () => {
      await writeFile(join(chosen, HALF), 'half')
      resolve()
      await new Promise(() => undefined)
    })
  })
}

test('A17 what a kill left of an export is deleted at the next start, and nothing else in the folder', async ({
  folder,
}) => {
  const chosen = join(folder, 'chosen')
  await mkdir(chosen)
  await writeFile(join(chosen, 'mine.zip'), 'mine')
  const older = '.older.zip.0123456789ab.tmp'
  await writeFile(join(chosen, older), 'not of this export')
  await utimes(join(chosen, older), 1, 1)
  await killWhileWriting(folder, chosen)
  expect((await readdir(chosen)).toSorted()).toEqual([HALF, older, 'mine.zip'])

  await start(folder).sweep()
  expect((await readdir(chosen)).toSorted()).toEqual([older, 'mine.zip'])
  expect(await readdir(folder)).toEqual(['chosen'])
})

test('an export that ended leaves no note, and a damaged note or a folder that is gone keeps nothing from starting', async ({
  folder,
}) => {
  expect(await start(folder).during(folder, () => Promise.resolve('done'))).toBe('done')
  expect(await readdir(folder)).toEqual([])
  await killWhileWriting(folder, folder)
  await writeFile(join(folder, 'leftovers.json'), '[{"folder":"/is/not/there","since":1}, 7')
  await start(folder).sweep()
  await writeFile(join(folder, 'leftovers.json'), '[{"folder":"/is/not/there","since":1}, 7]')
  await start(folder).sweep()
  expect(await readdir(folder)).toEqual([HALF])
})
