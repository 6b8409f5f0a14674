import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from '../files/test-folder'
import { PROFILE_VERSION, prepareProfile } from './profile-version'

test('a new profile gets its version, and nothing is copied', async ({ folder }) => {
  expect(prepareProfile(folder)).toEqual({ kind: 'ready' })
  expect(await readdir(folder)).toEqual(['profile.json'])
  expect(prepareProfile(folder)).toEqual({ kind: 'ready' })
})

test('an older profile is copied aside whole before its version is raised, once', async ({ folder }) => {
  await writeFile(join(folder, 'settings.json'), '{"theme":"dark"}')
  await mkdir(join(folder, 'runs'))
  await writeFile(join(folder, 'runs', 'one.json'), '{}')
  await mkdir(join(folder, 'objects'))
  await writeFile(join(folder, 'objects', 'large'), 'image')

  expect(prepareProfile(folder)).toEqual({ kind: 'ready' })
  const copy = join(folder, 'before-version-2')
  expect((await readdir(copy)).sort()).toEqual(['runs', 'settings.json'])
  expect(await readFile(join(copy, 'runs', 'one.json'), 'utf8')).toBe('{}')

  await writeFile(join(folder, 'settings.json'), '{"theme":"light"}')
  prepareProfile(folder)
  expect(await readFile(join(copy, 'settings.json'), 'utf8')).toBe('{"theme":"dark"}')
})

test('killed while it is copied, it is copied again; killed before its version is written, the copy stays', async ({
  folder,
}) => {
  await writeFile(join(folder, 'settings.json'), '{"theme":"dark"}')
  await mkdir(join(folder, 'before-version-2.unfinished'))
  await writeFile(join(folder, 'before-version-2.unfinished', 'settings.json'), '{"th')
  prepareProfile(folder)
  expect((await readdir(folder)).sort()).toEqual(['before-version-2', 'profile.json', 'settings.json'])
  expect(await readFile(join(folder, 'before-version-2', 'settings.json'), 'utf8')).toBe('{"theme":"dark"}')

  await writeFile(join(folder, 'profile.json'), '{"ver')
  await writeFile(join(folder, 'settings.json'), '{"theme":"light"}')
  expect(prepareProfile(folder)).toEqual({ kind: 'ready' })
  expect(await readFile(join(folder, 'before-version-2', 'settings.json'), 'utf8')).toBe('{"theme":"dark"}')
})

test('a profile of a newer version is left alone', async ({ folder }) => {
  await writeFile(join(folder, 'profile.json'), JSON.stringify({ version: PROFILE_VERSION + 1 }))
  await writeFile(join(folder, 'settings.json'), '{}')
  expect(prepareProfile(folder)).toEqual({ kind: 'newer' })
  expect((await readdir(folder)).sort()).toEqual(['profile.json', 'settings.json'])
})

test.skipIf(process.getuid?.() === 0)(
  'a disk that takes no copy is told, and the profile opens',
  async ({ folder }) => {
    await writeFile(join(folder, 'settings.json'), '{}')
    await chmod(folder, 0o500)
    expect(prepareProfile(folder)).toMatchObject({ kind: 'not-copied' })
    await chmod(folder, 0o700)
    expect(prepareProfile(folder)).toEqual({ kind: 'ready' })
  },
)
