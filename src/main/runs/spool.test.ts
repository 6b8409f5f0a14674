import { readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createId, type RunId } from '@shared/ids'
import { test } from '../../../tests/support/main/test-folder'
import { Spool } from './spool'

const PARTS = [Buffer.from('what '), Buffer.from('arrived')]

async function keepAnswer(folder: string): Promise<{ spool: Spool; id: RunId }> {
  const spool = new Spool(folder)
  const id = createId<RunId>()
  const file = await spool.open(id, 1)
  for (const part of PARTS) await file.append(part)
  await file.close()
  return { spool, id }
}

/** Lists the files in this folder that this process has open. */
async function openFiles(folder: string): Promise<readonly string[]> {
  const links = await readdir('/proc/self/fd')
  const paths = await Promise.all(links.map((link) => readlink(join('/proc/self/fd', link)).catch(() => '')))
  return paths.filter((path) => path.startsWith(folder))
}

test('what was kept is read back byte for byte', async ({ folder }) => {
  const { spool, id } = await keepAnswer(folder)
  const pieces: Uint8Array[] = []
  for await (const piece of (await spool.read(id, 1))!) pieces.push(piece)
  expect(Buffer.concat(pieces)).toEqual(Buffer.concat(PARTS))
})

test('nothing is kept of an attempt that brought no bytes', async ({ folder }) => {
  const { spool, id } = await keepAnswer(folder)
  await (await spool.open(id, 2)).close()
  expect(await spool.read(id, 2)).toBeUndefined()
  expect(await spool.read(id, 3)).toBeUndefined()
})

test.runIf(process.platform === 'linux')('no file stays open that is not read to its end', async ({ folder }) => {
  const { spool, id } = await keepAnswer(folder)
  const [unread, left] = [await spool.read(id, 1), await spool.read(id, 1)]
  for await (const _piece of left!) {
    expect(await openFiles(folder)).toHaveLength(1)
    break
  }
  expect(unread).toBeDefined()
  await expect.poll(() => openFiles(folder)).toEqual([])
})
