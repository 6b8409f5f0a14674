import { readdir, readFile, rm, truncate, writeFile, appendFile, mkdir, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import {
  NO_SEQUENCES,
  type ArchiveChange,
  type ArchiveCursor,
  type ArchivePage,
  type ArchiveSelection,
  type Sequences,
} from '@shared/archive'
import type { ChatId, MessageId } from '@shared/ids'
import { test } from '../../../tests/support/main/test-folder'
import { encodeLine } from '../files/checked-lines'
import { Archive } from './archive'

interface Opened {
  readonly archive: Archive
  readonly reports: string[]
}

let identities = 0

function open(folder: string): Opened {
  const reports: string[] = []
  const archive = new Archive({
    folder: join(folder, 'archive'),
    createIdentity: () => `identity-${(identities += 1)}`,
    now: () => 5_000,
    report: (what, error) => reports.push(`${what}: ${(error as Error).message}`),
  })
  return { archive, reports }
}

function aMessage(key: string, sequence: number, text = key): ArchiveChange {
  return { table: 'messages', key, sequence, schema: 2, row: { id: key, text } }
}

function aChat(key: string, sequence: number, row: ArchiveChange['row'] = { id: key, title: key }): ArchiveChange {
  return { table: 'chats', key, sequence, schema: 2, row }
}

/** Returns what a page would rebuild: the newest change of every row. */
async function rebuild(archive: Archive, after: Sequences = NO_SEQUENCES): Promise<readonly ArchiveChange[]> {
  const newest = new Map<string, ArchiveChange>()
  for (const change of await readAll(archive, after)) {
    const key = `${change.table}/${change.key}`
    if ((newest.get(key)?.sequence ?? 0) <= change.sequence) newest.set(key, change)
  }
  return [...newest.values()].toSorted((one, other) => (one.key < other.key ? -1 : 1))
}

async function readAll(archive: Archive, after: Sequences = NO_SEQUENCES): Promise<readonly ArchiveChange[]> {
  const all: ArchiveChange[] = []
  let page: Exclude<ArchivePage, 'stale'> = { changes: [], next: null, progress: 0 }
  do {
    page = (await archive.read(page.next, after)) as typeof page
    all.push(...page.changes)
  } while (page.next)
  return all
}

async function filesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(join(folder, 'archive'))).toSorted()
}

async function flip(path: string, text: string): Promise<void> {
  const bytes = await readFile(path)
  const at = bytes.indexOf(text)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(path, bytes)
}

const log = (folder: string, number: number): string => join(folder, 'archive', `changes-00000${number}.log`)

test('changes are read back in the next session, and only the newest of each row', async ({ folder }) => {
  const { archive } = open(folder)
  await archive.append([aChat('a', 1), aMessage('m', 1, 'first')])
  await archive.append([aMessage('m', 3, 'third'), aMessage('n', 4)])
  await archive.append([aMessage('m', 2, 'second, and late')])

  const later = open(folder)
  expect(await rebuild(later.archive)).toEqual([aChat('a', 1), aMessage('m', 3, 'third'), aMessage('n', 4)])
  expect(await later.archive.state()).toEqual({
    identity: (await archive.state())?.identity,
    sequences: { ...NO_SEQUENCES, chats: 1, messages: 4 },
  })
  expect(later.reports).toEqual([])
})

test('an archive that was begun before there were saved prompts stays the same one', async ({ folder }) => {
  const { archive: first } = open(folder)
  await first.append([aMessage('m', 4)])
  const { prompts: _later, ...sequences } = NO_SEQUENCES
  await writeFile(log(folder, 1), encodeLine({ easelArchive: 1, identity: 'old', sequences }))

  const { archive, reports } = open(folder)
  expect(await archive.state()).toEqual({ identity: 'old', sequences: NO_SEQUENCES })
  expect(reports).toEqual([])
})

test('a new archive is empty, and opening it writes nothing', async ({ folder }) => {
  const { archive } = open(folder)
  expect((await archive.state())?.sequences).toEqual(NO_SEQUENCES)
  expect(await archive.read(null, NO_SEQUENCES)).toEqual({ changes: [], next: null, progress: 1 })
  expect(await filesIn(folder)).toEqual([])
})

test('a renewed archive keeps its rows, and its identity from the next change on', async ({ folder }) => {
  const { archive } = open(folder)
  const before = await archive.append([aMessage('m', 5)])
  const renewed = await archive.renew()
  expect(renewed?.identity).not.toBe(before?.identity)
  expect(renewed?.sequences).toEqual(before?.sequences)
  expect((await open(folder).archive.state())?.identity).toBe(before?.identity)

  await archive.append([aMessage('n', 6)])
  const next = open(folder)
  expect((await next.archive.state())?.identity).toBe(renewed?.identity)
  await next.archive.compact()
  expect((await open(folder).archive.state())?.identity).toBe(renewed?.identity)
  expect(await rebuild(open(folder).archive)).toEqual([aMessage('m', 5), aMessage('n', 6)])
  expect(next.reports).toEqual([])
})

test('a page of the archive has a size limit, and the pages together are complete', async ({ folder }) => {
  const { archive } = open(folder)
  const many = Array.from({ length: 2_300 }, (_, index) => aMessage(`m${index}`, index + 1, 'x'.repeat(1_000)))
  for (let start = 0; start < many.length; start += 500) await archive.append(many.slice(start, start + 500))

  const first = (await archive.read(null, NO_SEQUENCES)) as Exclude<ArchivePage, 'stale'>
  expect(JSON.stringify(first.changes).length).toBeLessThan(600 * 1024)
  expect(first.changes.length).toBeLessThanOrEqual(500)
  expect(await readAll(archive)).toEqual(many)
})

test('a read returns only what is newer than the page has', async ({ folder }) => {
  const { archive } = open(folder)
  await archive.append([aMessage('m', 1), aMessage('n', 2), aChat('a', 7)])
  await archive.compact()
  await archive.append([aMessage('o', 3)])
  expect(await rebuild(archive, { ...NO_SEQUENCES, messages: 1, chats: 7 })).toEqual([
    aMessage('n', 2),
    aMessage('o', 3),
  ])
  expect(await rebuild(archive, { ...NO_SEQUENCES, messages: 3, chats: 7 })).toEqual([])
})

test('rows that were asked for first come first, from the snapshot and the logs', async ({ folder }) => {
  const { archive, reports } = open(folder)
  const [chatId, other, question, answer] = [1, 2, 3, 4].map((n) => `0000000${n}-0000-4000-8000-000000000000`) as [
    ChatId,
    ChatId,
    MessageId,
    MessageId,
  ]
  const message = (id: MessageId, sequence: number, chat: ChatId): ArchiveChange => ({
    ...aMessage(id, sequence),
    row: { id, chatId: chat, text: 'of chats and attachments' },
  })
  const image: ArchiveChange = {
    table: 'attachments',
    key: `${answer}:0`,
    sequence: 1,
    schema: 2,
    row: { id: `${answer}:0` },
  }
  const shown: ArchiveChange = { ...image, table: 'messageAttachments', key: `${answer}/${answer}:0` }
  await archive.append([aChat(chatId, 1), message(question, 1, chatId), image])
  await archive.compact()
  await archive.append([aChat(other, 2), message(answer, 2, chatId), message(other as never, 3, other), shown])

  const select = async (only: ArchiveSelection): Promise<unknown> =>
    ((await archive.read(null, NO_SEQUENCES, only)) as Exclude<ArchivePage, 'stale'>).changes
  expect(await select({ kind: 'chats' })).toEqual([aChat(chatId, 1), aChat(other, 2)])
  expect(await select({ kind: 'messages', chatId })).toEqual([message(question, 1, chatId), message(answer, 2, chatId)])
  expect(await select({ kind: 'images', messageIds: [question, answer] })).toEqual([image, shown])
  expect(await select({ kind: 'images', messageIds: [question] })).toEqual([])
  expect(reports).toEqual([])
})

test('a read reports its progress', async ({ folder }) => {
  const { archive } = open(folder)
  const many = Array.from({ length: 400 }, (_, index) => aMessage(`m${index}`, index + 1, 'x'.repeat(5_000)))
  await archive.append(many)
  const told: number[] = []
  let cursor: ArchiveCursor | null = null
  do {
    const page = (await archive.read(cursor, NO_SEQUENCES)) as Exclude<ArchivePage, 'stale'>
    told.push(page.progress)
    cursor = page.next
  } while (cursor)
  expect(told).toEqual(told.toSorted((one, other) => one - other))
  expect(told[0]).toBeGreaterThan(0.2)
  expect(told[0]).toBeLessThan(0.3)
  expect(told.at(-1)).toBe(1)
})

test('rows that are not plain JSON are left out and reported, and do not block the others', async ({ folder }) => {
  const { archive, reports } = open(folder)
  const bytes = { ...aMessage('b', 2), row: { id: 'b', image: new Uint8Array(8) } }
  const endless: Record<string, unknown> = { id: 'e' }
  endless['self'] = endless
  const huge = aMessage('h', 5, 'x'.repeat(8_000_001))
  await archive.append([aMessage('a', 1), bytes, { ...aMessage('e', 3), row: endless }, aMessage('z', 4), huge])

  expect(await rebuild(archive)).toEqual([aMessage('a', 1), aMessage('z', 4)])
  expect(reports).toEqual(['rows were not archived: 3 are no plain rows'])
})

describe('compaction', () => {
  test('keeps the newest change of every row, and deletions, in one file', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aChat('a', 1), aChat('b', 2), aMessage('m', 1, 'first')])
    await archive.append([aMessage('m', 2, 'second'), aChat('b', 3, null), aChat('t', 4, { id: 't', deletedAt: 9 })])
    const before = await rebuild(archive)
    await archive.compact()

    expect(await filesIn(folder)).toEqual(['snapshot-000001.log'])
    expect(await readAll(archive)).toHaveLength(4)
    expect(await rebuild(archive)).toEqual(before)
    expect(await rebuild(open(folder).archive)).toEqual(before)
    expect(before).toContainEqual(aChat('b', 3, null))
    expect(before).toContainEqual(aChat('t', 4, { id: 't', deletedAt: 9 }))
  })

  test('keeps identity and sequences, and the next change continues from there', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 5)])
    const state = await archive.state()
    await archive.compact()
    expect(await archive.state()).toEqual(state)
    expect(await open(folder).archive.state()).toEqual(state)

    await archive.append([aMessage('n', 6)])
    await archive.compact()
    expect(await filesIn(folder)).toEqual(['snapshot-000002.log'])
    expect(await rebuild(open(folder).archive)).toEqual([aMessage('m', 5), aMessage('n', 6)])
  })

  test('loses nothing that is added meanwhile', async ({ folder }) => {
    const { archive } = open(folder)
    for (let index = 0; index < 40; index += 1)
      await archive.append(Array.from({ length: 50 }, (_, row) => aMessage(`m${row}`, index * 50 + row + 1)))
    const added = Array.from({ length: 20 }, (_, index) => aChat(`c${index}`, index + 1))
    await Promise.all([archive.compact(), ...added.map((change) => archive.append([change]))])
    await archive.compact()

    const rows = await rebuild(open(folder).archive)
    expect(rows.filter(({ table }) => table === 'chats')).toHaveLength(20)
    expect(rows.filter(({ table }) => table === 'messages')).toHaveLength(50)
  })

  test('makes a page that was reading start again', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append(Array.from({ length: 500 }, (_, index) => aMessage(`m${index}`, index + 1)))
    await archive.append([aMessage('last', 501)])
    const first = (await archive.read(null, NO_SEQUENCES)) as Exclude<ArchivePage, 'stale'>
    await archive.compact()
    expect(first.next).not.toBeNull()
    expect(await archive.read(first.next, NO_SEQUENCES)).toBe('stale')
  })

  test('happens when logs have outgrown the snapshot, and only then', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 1)])
    await archive.tidy()
    expect(await filesIn(folder)).toEqual(['changes-000001.log'])

    for (let sequence = 2; sequence < 8; sequence += 1)
      await archive.append([aMessage('m', sequence, 'x'.repeat(1_000_000))])
    await archive.tidy()
    expect(await filesIn(folder)).toEqual(['snapshot-000002.log'])
    await archive.tidy()
    expect(await filesIn(folder)).toEqual(['snapshot-000002.log'])
  })

  test('deletes the old files next time, if it was interrupted before', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 1, 'old')])
    const old = await readFile(log(folder, 1))
    await archive.append([aMessage('m', 2, 'new')])
    await archive.compact()
    await writeFile(log(folder, 1), old)

    const later = open(folder).archive
    expect(await rebuild(later)).toEqual([aMessage('m', 2, 'new')])
    await later.append([aMessage('n', 3)])
    await later.compact()
    expect(await filesIn(folder)).toEqual(['snapshot-000002.log'])
  })

  test('leaves everything unchanged when it fails', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 1)])
    // A non-empty folder blocks renaming to the snapshot's name.
    await mkdir(join(folder, 'archive', 'snapshot-000001.log', 'x'), { recursive: true })
    await expect(archive.compact()).rejects.toThrow()
    await rm(join(folder, 'archive', 'snapshot-000001.log'), { recursive: true })

    expect(await filesIn(folder)).toEqual(['changes-000001.log'])
    await archive.append([aMessage('n', 2)])
    expect(await rebuild(archive)).toEqual([aMessage('m', 1), aMessage('n', 2)])
    await archive.compact()
    expect(await rebuild(open(folder).archive)).toEqual([aMessage('m', 1), aMessage('n', 2)])
  })
})

describe('E07: a torn or altered line', () => {
  test('at the end costs only itself, and the state tells what the page must send again', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 1), aMessage('n', 2)])
    await truncate(log(folder, 1), (await stat(log(folder, 1))).size - 5)

    const later = open(folder)
    const state = await later.archive.state()
    expect(state?.sequences.messages).toBe(1)
    // A kill in mid-write tore this line. Nothing acknowledged is missing.
    expect(state?.identity).toBe((await archive.state())?.identity)
    expect(later.reports).toEqual(['the archive has damaged lines: 1 cannot be read'])
    await later.archive.append([aMessage('n', 2)])
    expect(await rebuild(open(folder).archive)).toEqual([aMessage('m', 1), aMessage('n', 2)])
  })

  test('in the middle costs only itself, is reported, and makes the page send everything again', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 1), aMessage('flipped', 2), aMessage('o', 3)])
    await flip(log(folder, 1), 'flipped')

    const later = open(folder)
    expect(await rebuild(later.archive)).toEqual([aMessage('m', 1), aMessage('o', 3)])
    expect(later.reports).toContain('the archive has damaged lines: 1 cannot be read')
    const fresh = await later.archive.state()
    expect(fresh?.identity).not.toBe((await archive.state())?.identity)

    await later.archive.append([aMessage('m', 1), aMessage('flipped', 2), aMessage('o', 3)])
    const healed = open(folder).archive
    expect((await healed.state())?.identity).toBe(fresh?.identity)
    await healed.compact()
    expect((await healed.state())?.identity).toBe(fresh?.identity)
    expect(await rebuild(healed)).toEqual([aMessage('flipped', 2), aMessage('m', 1), aMessage('o', 3)])
  })

  test('in a log that was closed long ago is found by the next compaction', async ({ folder }) => {
    await open(folder).archive.append([aMessage('m', 1), aMessage('flipped', 2), aMessage('o', 3)])
    await open(folder).archive.append([aMessage('p', 4)])
    await flip(log(folder, 1), 'flipped')
    const { archive, reports } = open(folder)
    const before = await archive.state()
    expect(reports).toEqual([])
    await archive.compact()
    expect((await archive.state())?.identity).not.toBe(before?.identity)
    expect(reports).toContain('the archive has damaged lines: 1 cannot be read')
  })

  test('in a snapshot costs only itself, and the next compaction notices', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 1), aMessage('flipped', 2), aMessage('o', 3)])
    await archive.compact()
    await flip(join(folder, 'archive', 'snapshot-000001.log'), 'flipped')

    const later = open(folder)
    expect(await rebuild(later.archive)).toEqual([aMessage('m', 1), aMessage('o', 3)])
    await later.archive.append([aMessage('p', 4)])
    await later.archive.compact()
    expect((await later.archive.state())?.identity).not.toBe((await archive.state())?.identity)
    expect(await rebuild(later.archive)).toEqual([aMessage('m', 1), aMessage('o', 3), aMessage('p', 4)])
  })

  test('in the head of a snapshot costs no row', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 1), aMessage('n', 2)])
    await archive.compact()
    await flip(join(folder, 'archive', 'snapshot-000001.log'), 'easelArchive')

    const later = open(folder).archive
    expect((await later.state())?.sequences.messages).toBe(2)
    expect(await rebuild(later)).toEqual([aMessage('m', 1), aMessage('n', 2)])
  })
})

describe('E08: a missing or empty log', () => {
  test('the last one: what it held is asked for again', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 1)])
    await archive.compact()
    await archive.append([aMessage('n', 2)])
    await writeFile(log(folder, 2), '')

    const later = open(folder).archive
    expect((await later.state())?.sequences.messages).toBe(1)
    await rm(log(folder, 2))
    const again = open(folder).archive
    expect((await again.state())?.sequences.messages).toBe(1)
    await again.append([aMessage('n', 2)])
    expect(await rebuild(open(folder).archive)).toEqual([aMessage('m', 1), aMessage('n', 2)])
  })

  test('in the middle is found by the next compaction', async ({ folder }) => {
    for (const sequence of [1, 2, 3]) await open(folder).archive.append([aMessage(`m${sequence}`, sequence)])
    const { archive } = open(folder)
    const before = await archive.state()
    await rm(log(folder, 2))
    await archive.compact()
    expect((await archive.state())?.identity).not.toBe(before?.identity)
    expect((await archive.state())?.sequences.messages).toBe(3)
  })

  test('a missing snapshot makes the page send everything again, once', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 1)])
    await archive.compact()
    await archive.append([aMessage('n', 2)])
    await rm(join(folder, 'archive', 'snapshot-000001.log'))

    const later = open(folder).archive
    const fresh = await later.state()
    expect(fresh?.identity).not.toBe((await archive.state())?.identity)
    await later.append([aMessage('m', 1), aMessage('n', 2)])
    expect((await open(folder).archive.state())?.identity).toBe(fresh?.identity)
  })

  test('a missing folder is created again, also while the app is running', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 1)])
    await rm(join(folder, 'archive'), { recursive: true })
    await expect(archive.append([aMessage('n', 2)])).rejects.toMatchObject({ failure: { code: 'disk-failed' } })
    await archive.append([aMessage('n', 2)])

    const later = open(folder).archive
    expect(await rebuild(later)).toEqual([aMessage('n', 2)])
    expect((await later.state())?.identity).not.toBe((await archive.state())?.identity)
  })
})

describe('E13: an archive of a newer Easel', () => {
  test('is neither read nor added to', async ({ folder }) => {
    const { archive } = open(folder)
    await archive.append([aMessage('m', 1)])
    await writeFile(log(folder, 2), encodeLine({ easelArchive: 2, identity: { of: 'another shape' } }))
    const before = await filesIn(folder)

    const older = open(folder)
    expect(await older.archive.state()).toBeNull()
    expect(await older.archive.append([aMessage('n', 2)])).toBeNull()
    expect(await older.archive.read(null, NO_SEQUENCES)).toBeNull()
    await older.archive.tidy()
    await older.archive.compact()
    expect(await filesIn(folder)).toEqual(before)
    expect(older.reports).toEqual([])
  })
})

test.runIf(process.platform === 'linux')(
  'E03: a full disk is told as such, once, and what could not be kept is kept later',
  async ({ folder }) => {
    const { archive, reports } = open(folder)
    await archive.state()
    await symlink('/dev/full', log(folder, 1))
    await symlink('/dev/full', log(folder, 2))
    await expect(archive.append([aMessage('m', 1)])).rejects.toMatchObject({ failure: { code: 'disk-full' } })
    await expect(archive.append([aMessage('m', 1)])).rejects.toMatchObject({ failure: { code: 'disk-full' } })
    expect(reports).toHaveLength(1)
    expect((await archive.state())?.sequences.messages).toBe(0)

    await rm(log(folder, 1))
    await rm(log(folder, 2))
    await archive.append([aMessage('m', 1)])
    expect(await rebuild(open(folder).archive)).toEqual([aMessage('m', 1)])
  },
)

test('unfinished files of Easel are deleted, other files are left alone', async ({ folder }) => {
  const { archive } = open(folder)
  await archive.append([aMessage('m', 1)])
  await appendFile(join(folder, 'archive', 'notes.txt'), 'mine')
  await appendFile(join(folder, 'archive', '.snapshot-000009.log.0123456789ab.tmp'), 'half')
  const later = open(folder).archive
  await later.append([aMessage('n', 2)])
  await later.compact()
  expect(await filesIn(folder)).toEqual(['notes.txt', 'snapshot-000002.log'])
})
