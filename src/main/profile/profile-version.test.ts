import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from '../../../tests/support/main/test-folder'
import { MIGRATIONS, PROFILE_VERSION, type Migration } from './migrations'
import { prepareProfile, type Upgrade } from './profile-version'

const NOON = Date.UTC(2026, 10, 26, 12)
const COPY = 'backup/1-2026-11-26T12-00-00-000Z'

/** Migrates to version 3 by converting `settings.json` to uppercase. */
const louder: Migration = {
  to: 3,
  rewrite: (profile) => {
    const path = join(profile, 'settings.json')
    writeFileSync(path, readFileSync(path, 'utf8').toUpperCase())
  },
}

function upgrade(more: Partial<Upgrade> = {}): Upgrade {
  return { version: 2, migrations: [], now: () => NOON, ...more }
}

test('migrations are in order, and none leads beyond the version', () => {
  const versions = MIGRATIONS.map(({ to }) => to)
  expect(versions).toEqual([...new Set(versions)].toSorted((one, other) => one - other))
  expect(Math.max(...versions, 0)).toBeLessThanOrEqual(PROFILE_VERSION)
})

test('a new profile gets its version, and nothing is copied', async ({ folder }) => {
  expect(prepareProfile(folder)).toEqual({ kind: 'ready' })
  expect(await readdir(folder)).toEqual(['profile.json'])
  expect(prepareProfile(folder)).toEqual({ kind: 'ready' })
  expect(await readStamp(folder)).toEqual({ version: PROFILE_VERSION })
})

test('an older profile is copied aside whole before its version is raised, once', async ({ folder }) => {
  await writeFile(join(folder, 'settings.json'), '{"theme":"dark"}')
  for (const name of ['runs', 'archive', 'objects', 'spool']) await mkdir(join(folder, name))
  await writeFile(join(folder, 'runs', 'one.json'), '{}')
  await writeFile(join(folder, 'archive', 'snapshot-000001.log'), 'rows')
  await writeFile(join(folder, 'archive', 'changes-000002.log'), 'rows')
  await writeFile(join(folder, 'objects', 'large'), 'image')

  expect(prepareProfile(folder, upgrade())).toEqual({ kind: 'ready' })
  const copy = join(folder, COPY)
  expect((await readdir(copy, { recursive: true })).toSorted()).toEqual([
    'archive',
    'archive/changes-000002.log',
    'archive/snapshot-000001.log',
    'runs',
    'runs/one.json',
    'settings.json',
  ])
  expect(await readFile(join(copy, 'runs', 'one.json'), 'utf8')).toBe('{}')

  // Later appends don't change the copy.
  await writeFile(join(folder, 'archive', 'changes-000002.log'), ' and more', { flag: 'a' })
  await writeFile(join(folder, 'settings.json'), '{"theme":"light"}')
  prepareProfile(folder, upgrade())
  expect(await readFile(join(copy, 'settings.json'), 'utf8')).toBe('{"theme":"dark"}')
  expect(await readFile(join(copy, 'archive', 'changes-000002.log'), 'utf8')).toBe('rows')
  expect(await readdir(join(folder, 'backup'))).toHaveLength(1)
})

test('a snapshot of the archive is not written a second time where the disk knows links', async ({ folder }) => {
  await mkdir(join(folder, 'archive'))
  const snapshot = join(folder, 'archive', 'snapshot-000001.log')
  await writeFile(snapshot, 'rows')
  const knowsLinks = await link(snapshot, join(folder, 'a-link')).then(
    () => true,
    () => false,
  )
  prepareProfile(folder, upgrade())
  const copied = await stat(join(folder, COPY, 'archive', 'snapshot-000001.log'))
  expect(copied.ino === (await stat(snapshot)).ino).toBe(knowsLinks)
})

test('migrations run once, in order, on the files that are copied aside', async ({ folder }) => {
  await writeFile(join(folder, 'settings.json'), 'quiet')
  const first: Migration = {
    to: 2,
    rewrite: (profile) => {
      expect(readFileSync(join(profile, COPY, 'settings.json'), 'utf8')).toBe('quiet')
      writeFileSync(join(profile, 'settings.json'), 'less quiet')
    },
  }
  const to3 = upgrade({ version: 3, migrations: [first, louder] })
  expect(prepareProfile(folder, to3)).toEqual({ kind: 'ready' })
  expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('LESS QUIET')
  await writeFile(join(folder, 'settings.json'), 'quiet again')
  prepareProfile(folder, to3)
  expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('quiet again')
  expect(await readStamp(folder)).toEqual({ version: 3 })
})

test('a migration that ended in the middle goes on at the next start, and the old files stay copied', async ({
  folder,
}) => {
  await writeFile(join(folder, 'settings.json'), 'quiet')
  await writeFile(join(folder, 'session.json'), 'quiet')
  const breaking: Migration = {
    to: 3,
    rewrite: (profile) => {
      writeFileSync(join(profile, 'settings.json'), 'half')
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    },
  }
  expect(prepareProfile(folder, upgrade({ version: 3, migrations: [breaking] }))).toMatchObject({
    kind: 'not-upgraded',
    error: { code: 'ENOSPC' },
  })
  // An older Easel never opens half-rewritten files.
  expect(prepareProfile(folder, upgrade({ version: 2 }))).toEqual({ kind: 'newer' })

  const later = upgrade({ version: 3, migrations: [louder], now: () => NOON + 1 })
  expect(prepareProfile(folder, later)).toEqual({ kind: 'ready' })
  expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('HALF')
  expect(await readdir(join(folder, 'backup'))).toEqual(['1-2026-11-26T12-00-00-000Z'])
  expect(await readFile(join(folder, COPY, 'settings.json'), 'utf8')).toBe('quiet')
})

test('a profile that was put back and used is copied again at its next upgrade', async ({ folder }) => {
  await writeFile(join(folder, 'settings.json'), 'one')
  prepareProfile(folder, upgrade())
  await rm(join(folder, 'profile.json'))
  await writeFile(join(folder, 'settings.json'), 'two')
  prepareProfile(folder, upgrade({ now: () => NOON + 1 }))
  const [copy] = await readdir(join(folder, 'backup'))
  expect(await readFile(join(folder, 'backup', copy!, 'settings.json'), 'utf8')).toBe('two')
})

test('copies of the two newest versions are kept, and half copies are not', async ({ folder }) => {
  await writeFile(join(folder, 'settings.json'), '{}')
  await mkdir(join(folder, 'backup', '1-2026-11-26T11-00-00-000Z.unfinished'), { recursive: true })
  for (const version of [2, 3, 4, 11]) prepareProfile(folder, upgrade({ version }))
  await writeFile(join(folder, 'backup', 'notes.txt'), 'of the user')
  prepareProfile(folder, upgrade({ version: 12 }))
  expect((await readdir(join(folder, 'backup'))).toSorted()).toEqual([
    '11-2026-11-26T12-00-00-000Z',
    '4-2026-11-26T12-00-00-000Z',
    'notes.txt',
  ])
  // The copy includes its version, so that the version that wrote it opens it.
  const { version } = JSON.parse(
    await readFile(join(folder, 'backup', '11-2026-11-26T12-00-00-000Z', 'profile.json'), 'utf8'),
  ) as { version: number }
  expect(version).toBe(11)
})

test('a profile that is one version newer is left alone', async ({ folder }) => {
  await writeFile(join(folder, 'profile.json'), JSON.stringify({ version: PROFILE_VERSION + 1 }))
  await writeFile(join(folder, 'settings.json'), '{}')
  expect(prepareProfile(folder)).toEqual({ kind: 'newer' })
  expect((await readdir(folder)).toSorted()).toEqual(['profile.json', 'settings.json'])
})

test('where the copy cannot be made, nothing is changed, and the next start tries again', async ({ folder }) => {
  await writeFile(join(folder, 'settings.json'), 'quiet')
  // Blocks the folder's name.
  await writeFile(join(folder, 'backup'), '')
  const to3 = upgrade({ version: 3, migrations: [louder] })
  expect(prepareProfile(folder, to3)).toMatchObject({ kind: 'not-upgraded' })
  expect((await readdir(folder)).toSorted()).toEqual(['backup', 'settings.json'])
  expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('quiet')
  await rm(join(folder, 'backup'))
  expect(prepareProfile(folder, to3)).toEqual({ kind: 'ready' })
  expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('QUIET')
})

async function readStamp(folder: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, 'profile.json'), 'utf8')) as unknown
}
