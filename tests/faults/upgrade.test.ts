/**
 * Nothing is lost in an upgrade: a profile that an earlier version left in the middle of everything is opened, in one
 * go, killed at any point, and on a full disk. This covers main; e2e/specs/upgrade.spec.ts covers the page.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, expect } from 'vitest'
import { listImages, readText } from '@shared/answer'
import { NO_SEQUENCES, type ArchiveChange, type ArchiveCursor, type ArchivePage } from '@shared/archive'
import type { MessageId } from '@shared/ids'
import { isTerminal, type Run, type RunState } from '@shared/run'
import { readExpected, unpackOldProfile, type ExpectedMessage, type ExpectedProfile } from '../../e2e/old-profile'
import { PROFILE_VERSION } from '../../src/main/profile/migrations'
import { SessionFile } from '../../src/main/session/session-file'
import { openSettings, readUsage, SECRETS } from '../fixtures/profile-parts'
import type { Failpoint } from './child/plan'
import { byEffort } from './effort'
import { test } from './fixtures'
import type { LaunchOptions, World } from './world'

const VERSION = '0.1-connections'
/** A while after the profile was written: the answer with the ten-minute wait still counts down. */
const OPENED_AT = Date.UTC(2026, 10, 26, 4, 18)
const OWN_PRICES = { 'openai:gpt-6.1-terra': { textIn: 2, textOut: 8 } } as const
const expected = await readExpected(VERSION)
const TODAY = JSON.stringify({ version: PROFILE_VERSION })
const STAMP_OF_TODAY = hash(Buffer.from(TODAY))

test('opened once and twice, everything is there', async ({ world }) => {
  const old = await unpackProfile(world)
  for (let times = 1; times <= 2; times += 1) {
    await open(world)
    expect(await findLosses(world, old)).toEqual([])
    await world.kill()
  }
})

test('its settings, keys and the place where the user left off are understood', async ({ world }) => {
  await unpackProfile(world)
  const settings = openSettings(world.profile.folder)
  expect(settings.view().connections.map(({ name, service, key }) => [name, service, key.source])).toEqual([
    ['OpenAI', 'openai', 'saved'],
    ['Demo', 'demo', 'none'],
    ['Google Gemini', 'gemini', 'saved'],
    ['Attic', 'compatible', 'saved'],
  ])
  expect(settings.account('openai')).toMatchObject({ key: SECRETS.openaiKey })
  expect(settings.account('gemini' as never)).toMatchObject({ key: SECRETS['key:gemini' as never] })
  expect(settings.blob()).toEqual({ access: 'public', token: SECRETS.blobToken })
  expect(settings.view().settings).toMatchObject({
    theme: 'dark',
    automaticRetries: 3,
    dailyCap: 25_000_000,
    monthlyCap: 300_000_000,
    ownPrices: OWN_PRICES,
  })
  const { current } = new SessionFile(world.profile.folder, () => undefined)
  expect(current).toMatchObject({ drafts: { new: expected.drafts['new'] }, place: { offset: expect.any(Number) } })
})

describe.each([
  ['copied aside first, as it is older', false],
  ["with today's version in its stamp, so that nothing is copied", true],
])('%s', (_name, isToday) => {
  test(
    'killed at any file call of the first start, everything is there at the next one',
    async ({ world }) => {
      const found: Kill[] = []
      // In growing steps, until a start has fewer calls.
      const factor = byEffort({ quick: 1.9, thorough: 1.3, all: 1 })
      for (let nth = 1; ; nth = Math.max(nth + 1, Math.ceil(nth * factor))) {
        const kill = await killAt(world, nth, isToday)
        found.push(kill)
        if (!kill.wasKilled) break
      }
      expect(found.filter(({ losses }) => losses.length > 0)).toEqual([])
      expect(found.length).toBeGreaterThan(byEffort({ quick: 6, thorough: 12, all: 100 }))
    },
    byEffort({ quick: 600_000, thorough: 600_000, all: 4 * 3_600_000 }),
  )
})

test('on a disk that is full at the first start, everything is there once it has room', async ({ world }) => {
  const old = await unpackProfile(world, true)
  await open(world, { failpoints: FULL_DISK })
  await world.kill()
  await open(world)
  expect(await findLosses(world, old)).toEqual([])
})

test('on a disk without room for the copy nothing is changed, not even a little, until it has room', async ({
  world,
}) => {
  const old = await unpackProfile(world)
  await world.begin({ failpoints: FULL_DISK }).ended
  expect(world.refusedProfile).toBe('not-upgraded')
  expect(await readFiles(world)).toEqual(old)

  await open(world)
  expect(await findLosses(world, old)).toEqual([])
})

test('one that is a version newer is left as it is', async ({ world }) => {
  await unpackProfile(world)
  await writeFile(world.profile.path('profile.json'), JSON.stringify({ version: PROFILE_VERSION + 1 }))
  const old = await readFiles(world)
  await world.begin().ended
  expect(world.refusedProfile).toBe('newer')
  expect(await readFiles(world)).toEqual(old)
})

interface Kill {
  readonly nth: number
  readonly wasKilled: boolean
  readonly losses: readonly string[]
}

async function killAt(world: World, nth: number, isToday: boolean): Promise<Kill> {
  const inner = await world.another()
  try {
    const old = await unpackProfile(inner, isToday)
    const failpoints: Failpoint[] = [{ call: '*', path: '/profile/', nth, does: 'kill before' }]
    const life = inner.begin({ clockOffsetMs: OPENED_AT - Date.now(), ownPrices: OWN_PRICES, failpoints })
    const wasKilled = await life.ready.then(
      () => false,
      () => true,
    )
    await inner.kill()
    await open(inner)
    return { nth, wasKilled, losses: [...(await findLosses(inner, old)), ...(await inner.violations())] }
  } finally {
    await inner.end()
  }
}

/** Without `mkdir`: for an existing folder it needs no space. */
const FULL_DISK = [
  'write',
  'writeFile',
  'appendFile',
  'sync',
  'rename',
  'writeSync',
  'writeFileSync',
  'fsyncSync',
  'mkdirSync',
  'copyFileSync',
  'linkSync',
].map((call): Failpoint => ({ call, path: '/profile', does: { fails: 'ENOSPC' } }))

type Files = Readonly<Record<string, string>>

/** Returns what the old version had written. `isToday`: stamped as if this version had written it. */
async function unpackProfile(world: World, isToday = false): Promise<Files> {
  await unpackOldProfile(world.profile, VERSION)
  if (isToday) await writeFile(world.profile.path('profile.json'), TODAY)
  return readFiles(world)
}

async function open(world: World, options: LaunchOptions = {}): Promise<readonly Run[]> {
  return world.launch({ clockOffsetMs: OPENED_AT - Date.now(), ownPrices: OWN_PRICES, ...options })
}

/** Returns the SHA-256 of every file, by path. */
async function readFiles({ profile }: World): Promise<Files> {
  const entries = await readdir(profile.folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  const hashes = files.map(async (file) => {
    // The core may be done with an upload between listing and reading.
    const bytes = await readFile(file).catch(() => undefined)
    return bytes ? [[relative(profile.folder, file), hash(bytes)] as const] : []
  })
  return Object.fromEntries((await Promise.all(hashes)).flat())
}

/** Lists what a user would miss. Call it while the core runs. */
async function findLosses(world: World, old: Files): Promise<string[]> {
  return [
    ...findLostAnswers(world, old),
    ...(await findLostImages(world)),
    ...(await findLostRows(world)),
    ...(await findLostMoney(world)),
    ...(await findLostFiles(world, old)),
    ...world.openai.paidRequests.map(({ path }) => `${path} was sent`),
  ]
}

function findLostAnswers(world: World, old: Files): string[] {
  const rows = new Map<string, Run>(world.rows().map((run) => [run.id, run]))
  const kept = Object.keys(old).flatMap((path) => /^runs\/(.+)\.json$/.exec(path)?.[1] ?? [])
  return kept.flatMap((id) => {
    const { state } = rows.get(id) ?? {}
    const wanted = allMessages(expected).find((message) => message.id === id)
    if (!state || !wanted) return [`the answer ${id} is gone`]
    const shown = describeState(state)
    const { status, charge, failure, cost, preview, text } = wanted
    const hashes = (wanted.images ?? []).map((image) => image.hash)
    const all = { status, charge, failure, cost, preview, text, hashes }
    return JSON.stringify(shown) === JSON.stringify(all) ? [] : [`${JSON.stringify(all)} is ${JSON.stringify(shown)}`]
  })
}

function describeState(state: RunState) {
  if (!isTerminal(state)) return state
  const failure = state.status === 'failed' ? state.failure : state.status === 'done' ? state.shortfall : undefined
  return {
    status: state.status,
    charge: state.status === 'cancelled' ? state.charge : failure?.charge,
    failure: failure?.code,
    cost: state.status === 'cancelled' ? undefined : state.bill?.cost?.amount,
    preview: state.status === 'done' ? undefined : state.salvage?.image.hash,
    text: readText(state.parts),
    hashes: listImages(state.parts).map((image) => image.hash),
  }
}

async function findLostImages(world: World): Promise<string[]> {
  const stored = new Set((await world.profile.objects()).map(({ bytes }) => hash(bytes)))
  const wanted = allMessages(expected).flatMap(({ images = [], preview }) => [
    ...images.map((image) => image.hash),
    ...(preview ? [preview] : []),
  ])
  return wanted.filter((image) => !stored.has(image)).map((image) => `the image ${image} is gone`)
}

async function findLostRows(world: World): Promise<string[]> {
  const newest = new Map<string, ArchiveChange>()
  for (const change of await readArchive(world)) {
    const key = `${change.table} ${change.key}`
    if ((newest.get(key)?.sequence ?? 0) < change.sequence) newest.set(key, change)
  }
  const chats = [...newest.values()].filter(({ table }) => table === 'chats')
  const titles = (isDeleted: boolean): string[] =>
    chats
      .filter(({ row }) => (row?.['deletedAt'] !== undefined) === isDeleted)
      .map(({ row }) => String(row?.['title']))
      .toSorted()
  const wanted = expected.chats.map(({ title }) => title).toSorted()
  return [
    ...(JSON.stringify(titles(false)) === JSON.stringify(wanted) ? [] : [`the chats are ${titles(false).join(', ')}`]),
    ...expected.deletedChats.filter((title) => !titles(true).includes(title)).map((title) => `${title} is back`),
    ...allMessages(expected)
      .filter(({ id }) => !newest.has(`messages ${id}`))
      .map(({ id }) => `the row of ${id} is gone`),
  ]
}

async function readArchive({ life }: World): Promise<readonly ArchiveChange[]> {
  const changes: ArchiveChange[] = []
  let cursor: ArchiveCursor | null = null
  do {
    const page: ArchivePage | null = await life.ask({ ask: 'read-archive', after: NO_SEQUENCES, cursor })
    if (page === null || page === 'stale') throw new Error('the archive can’t be read')
    changes.push(...page.changes)
    cursor = page.next
  } while (cursor)
  return changes
}

async function findLostMoney(world: World): Promise<string[]> {
  const { id } = findCountdown()
  const usage = await readUsage(world.profile.folder, id)
  return JSON.stringify(usage) === JSON.stringify(expected.usage) ? [] : [`the usage is ${JSON.stringify(usage)}`]
}

/** Images, answers that wait for the user, files saved elsewhere; and the old files, if they were backed up. */
async function findLostFiles(world: World, old: Files): Promise<string[]> {
  const now = await readFiles(world)
  const neverChanged = Object.keys(old).filter((path) => /^(?:objects|exported)\//.test(path))
  const waiting = allMessages(expected)
    .filter(({ failure }) => failure?.startsWith('image-address'))
    .flatMap(({ id }) => [`spool/${id}.1`, `runs/${id}.json`])
  const copies = Object.keys(now).filter((path) => path.startsWith('backup/'))
  const names = new Set(copies.map((path) => path.split('/')[1]))
  const copied = [...names].flatMap((name) =>
    Object.keys(old)
      .filter((path) => /^(?:runs|outbox|archive|ledger|settings|secrets|session)/.test(path))
      .filter((path) => now[`backup/${name}/${path}`] !== old[path])
      .map((path) => `${path} was not copied aside as it was`),
  )
  return [
    ...neverChanged.filter((path) => now[path] !== old[path]).map((path) => `${path} has changed`),
    ...waiting.filter((path) => now[path] === undefined).map((path) => `${path} is gone`),
    ...(names.size === (old['profile.json'] === STAMP_OF_TODAY ? 0 : 1) ? [] : [`there are ${names.size} copies`]),
    ...copied,
  ]
}

function findCountdown(): { readonly id: MessageId } {
  const chat = expected.chats.find(({ title }) => title === expected.countsDown)
  return { id: chat?.messages.at(-1)?.id as MessageId }
}

function allMessages({ chats }: ExpectedProfile): readonly ExpectedMessage[] {
  return chats.flatMap(({ messages }) => messages)
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
