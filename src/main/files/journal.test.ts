import { appendFile, open, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { Journal } from './journal'
import { test } from '../../../tests/support/main/test-folder'

interface Entry {
  readonly id: number
  readonly text: string
}

function parseEntry(value: unknown): Entry {
  const entry = value as Entry
  if (typeof entry.id !== 'number') throw new Error('not an entry')
  return entry
}

function anEntry(id: number, text = `entry ${id}`): Entry {
  return { id, text }
}

async function aJournal(path: string, ...entries: readonly Entry[]): Promise<Journal<Entry>> {
  const journal = await Journal.open(path, parseEntry)
  for (const entry of entries) await journal.append(entry)
  return journal
}

test('entries are read back in order, also in the next session', async ({ folder }) => {
  const entries = [anEntry(1), anEntry(2, 'line one\nline two\u2028 ü 🦀'), anEntry(3)]
  await aJournal(join(folder, 'deep', 'log'), ...entries)

  const later = await Journal.open(join(folder, 'deep', 'log'), parseEntry)
  expect(await later.read()).toEqual({ entries, damaged: 0 })
})

test('a missing file is an empty log', async ({ folder }) => {
  const journal = await Journal.open(join(folder, 'log'), parseEntry)
  expect(await journal.read()).toEqual({ entries: [], damaged: 0 })
})

test('overlapping appends never interleave and keep their order', async ({ folder }) => {
  const journal = await aJournal(join(folder, 'log'))
  const entries = Array.from({ length: 50 }, (_, index) => anEntry(index, 'x'.repeat(index * 997)))

  const [content] = await Promise.all([
    Promise.all(entries.map((entry) => journal.append(entry))).then(() => journal.read()),
    journal.read(),
  ])
  expect(content).toEqual({ entries, damaged: 0 })
})

describe('damage', () => {
  test('a torn last line costs only that line, and the next entry is intact', async ({ folder }) => {
    const path = join(folder, 'log')
    await aJournal(path, anEntry(1), anEntry(2))
    await truncate(path, (await stat(path)).size - 5)

    const journal = await aJournal(path, anEntry(3))
    expect(await journal.read()).toEqual({ entries: [anEntry(1), anEntry(3)], damaged: 1 })
  })

  test('a last line that lacks only its line end is complete', async ({ folder }) => {
    const path = join(folder, 'log')
    await aJournal(path, anEntry(1), anEntry(2))
    await truncate(path, (await stat(path)).size - 1)

    const journal = await aJournal(path, anEntry(3))
    expect(await journal.read()).toEqual({ entries: [anEntry(1), anEntry(2), anEntry(3)], damaged: 0 })
  })

  test('a torn last line without a successor is counted', async ({ folder }) => {
    const path = join(folder, 'log')
    const journal = await aJournal(path, anEntry(1), anEntry(2))
    await truncate(path, (await stat(path)).size - 5)

    expect(await journal.read()).toEqual({ entries: [anEntry(1)], damaged: 1 })
  })

  test('a flipped bit in the middle costs only its line', async ({ folder }) => {
    const path = join(folder, 'log')
    const journal = await aJournal(path, anEntry(1), anEntry(2), anEntry(3))
    const bytes = await readFile(path)
    const place = bytes.indexOf('entry 2')
    bytes[place] = (bytes[place] ?? 0) ^ 1
    await writeFile(path, bytes)

    expect(await journal.read()).toEqual({ entries: [anEntry(1), anEntry(3)], damaged: 1 })
  })

  test('lines of another format are counted and skipped', async ({ folder }) => {
    const path = join(folder, 'log')
    const journal = await aJournal(path, anEntry(1))
    await appendFile(path, Buffer.concat([Buffer.alloc(5000), Buffer.from('\n{"id":2}\n\nffffffff 0 x\n')]))
    await journal.append(anEntry(3))

    expect(await journal.read()).toEqual({ entries: [anEntry(1), anEntry(3)], damaged: 3 })
  })

  test('an intact line that is not an entry counts as damaged', async ({ folder }) => {
    const path = join(folder, 'log')
    await aJournal(path, anEntry(1), { id: 'two' } as unknown as Entry)

    expect(await (await aJournal(path)).read()).toEqual({ entries: [anEntry(1)], damaged: 1 })
  })

  test('an endless line is not kept in memory', async ({ folder }) => {
    const path = join(folder, 'log')
    await aJournal(path, anEntry(1))
    const file = await open(path, 'a')
    await file.truncate(200 * 1024 * 1024)
    await file.close()
    const journal = await aJournal(path, anEntry(2))

    const before = process.memoryUsage().arrayBuffers
    expect(await journal.read()).toEqual({ entries: [anEntry(1), anEntry(2)], damaged: 1 })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024)
  })
})

describe('an entry that could not be written', () => {
  test('is reported when it cannot be serialized, and the next one is intact', async ({ folder }) => {
    const journal = await aJournal(join(folder, 'log'), anEntry(1))
    const cyclic: { id: number; self?: unknown } = { id: 2 }
    cyclic.self = cyclic

    await expect(journal.append(cyclic as unknown as Entry)).rejects.toThrow('circular')
    await journal.append(anEntry(3))
    expect(await journal.read()).toEqual({ entries: [anEntry(1), anEntry(3)], damaged: 0 })
  })

  // Linux has a device that is always full.
  test.skipIf(process.platform !== 'linux')(
    'is reported when the disk is full, and the next one is sound',
    async ({ folder }) => {
      const path = join(folder, 'log')
      const journal = await aJournal(path)
      await symlink('/dev/full', path)
      await expect(journal.append(anEntry(1))).rejects.toMatchObject({ code: 'ENOSPC' })

      await rm(path)
      await journal.append(anEntry(2))
      expect(await journal.read()).toEqual({ entries: [anEntry(2)], damaged: 0 })
    },
  )
})

test('a long log is read completely', async ({ folder }) => {
  const path = join(folder, 'log')
  await aJournal(path, anEntry(1))
  const line = await readFile(path)
  await writeFile(path, Buffer.concat(Array.from({ length: 100_000 }, () => line)))

  const content = await (await aJournal(path)).read()
  expect([content.entries.length, content.damaged]).toEqual([100_000, 0])
})
