import { createHash } from 'node:crypto'
import fs from 'node:fs'
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { afterEach, expect, vi } from 'vitest'
import type { ArchiveChange } from '@shared/archive'
import { Archive } from './archive/archive'
import { createCore } from './core'
import { encodeLine } from './files/checked-lines'
import { DiskSpace } from './files/disk-space'
import { test } from '../../tests/support/main/test-folder'

const LEDGER = 'ledger.log'

/** Creates a profile with `images` images, as many questions and answers, and one ledger line for each. */
async function fillProfile(profile: string, images: number): Promise<void> {
  // Create every hash folder, so that a profile with few images has the same ones.
  for (let shard = 0; shard < 256; shard += 1)
    await promises.mkdir(join(profile, 'objects', shard.toString(16).padStart(2, '0')), { recursive: true })
  const archive = new Archive({
    folder: join(profile, 'archive'),
    createIdentity: () => 'of-the-test',
    now: () => 1,
    report: (what) => expect.unreachable(what),
  })
  const ledger: Buffer[] = []
  let batch: ArchiveChange[] = []
  for (let index = 1; index <= images; index += 1) {
    const hash = createHash('sha256').update(String(index)).digest('hex')
    await promises.writeFile(join(profile, 'objects', hash.slice(0, 2), `${hash}.png`), hash)
    const spending = { runId: `r${index}`, at: index, model: 'openai:gpt-image-2', kind: 'image', charge: 'charged' }
    ledger.push(encodeLine({ ...spending, cost: 1 }))
    for (const key of [`q${index}`, `a${index}`])
      batch.push({ table: 'messages', key, sequence: index, schema: 2, row: { id: key, text: 'x'.repeat(400) } })
    if (batch.length < 400 && index < images) continue
    await archive.append(batch)
    batch = []
  }
  await archive.compact()
  await promises.writeFile(join(profile, LEDGER), Buffer.concat(ledger))
}

interface Cost {
  /** Calls by name, including those made once per file. */
  readonly calls: Readonly<Record<string, number>>
  readonly bytesRead: number
  readonly ledgerBytes: number
}

/** Counts the disk access of a start, up to the point when the page is welcomed and knows what the archive contains. */
async function startCost(profile: string): Promise<Cost> {
  const calls: Record<string, number> = {}
  const bytes = { ledger: 0, other: 0 }
  const count = (name: string): void => void (calls[name] = (calls[name] ?? 0) + 1)
  for (const name of ['open', 'readFile', 'readdir', 'stat', 'lstat', 'rename', 'writeFile'] as const) {
    const original = promises[name] as (...args: unknown[]) => unknown
    vi.spyOn(promises, name).mockImplementation(((...args: unknown[]) => {
      count(name)
      return original(...args)
    }) as never)
  }
  const createReadStream = fs.createReadStream
  vi.spyOn(fs, 'createReadStream').mockImplementation(((path: string, options: never) => {
    count('createReadStream')
    const stream = createReadStream(path, options)
    stream.on('close', () => (bytes[path.endsWith(LEDGER) ? 'ledger' : 'other'] += stream.bytesRead))
    return stream
  }) as never)
  syncBuiltinESMExports()

  const core = await createCore({
    profile,
    providers: { account: () => ({ problem: 'key-missing' }), network: { fetch }, demoPainter: '' },
    blobAccount: () => ({ access: 'public' }),
    automaticRetries: () => 0,
    ownPrices: () => ({}),
    limits: () => ({ dailyCap: null, monthlyCap: null, askAbove: null }),
    now: () => 1,
    random: Math.random,
    emit: () => undefined,
    report: (what) => expect.unreachable(what),
    disk: new DiskSpace({ folder: profile, reserveBytes: 1_000 }),
  })
  await core.settled
  const state = await core.archive.state()
  expect(state?.sequences.messages).toBeGreaterThan(0)
  expect(core.ledger.entries().length).toBe(state?.sequences.messages)
  core.stop()
  // Waits for the calls of `uploads.start`, which the start doesn't await.
  await promises.readdir(profile)
  restore()
  return { calls, bytesRead: bytes.other, ledgerBytes: bytes.ledger }
}

function restore(): void {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
}

afterEach(restore)

test('E14: a start with 3,000 images asks no more of the disk than one with 30, but for the ledger', async ({
  folder,
}) => {
  await fillProfile(join(folder, 'few'), 30)
  await fillProfile(join(folder, 'many'), 3_000)
  const few = await startCost(join(folder, 'few'))
  const many = await startCost(join(folder, 'many'))

  expect(many.calls).toEqual(few.calls)
  expect(many.calls['createReadStream']).toBeGreaterThan(0)
  // No images, and only the beginning of the archive's two megabytes.
  expect(many.bytesRead).toBeLessThanOrEqual(512 * 1024)
  expect(many.ledgerBytes).toBeGreaterThan(few.ledgerBytes)
})
