import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deleteOldBackups } from './old-backups'

let folder = ''
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'easel-backups-'))))
afterEach(() => rm(folder, { recursive: true }))

const names = [23, 24, 25, 26].map((day) => `Easel 2026-11-${day} 10.00.00.zip`)

test('three backups are kept, and what is named otherwise stays', async () => {
  for (const name of [...names, 'Easel holiday.zip']) await writeFile(join(folder, name), 'x')
  await deleteOldBackups(folder, names[3]!)
  expect((await readdir(folder)).toSorted()).toEqual([...names.slice(1), 'Easel holiday.zip'])
})

test('a backup that was just made is kept, also after the clock was set back', async () => {
  const later = names.map((name) => name.replace('2026', '2031'))
  for (const name of [...later, names[0]!]) await writeFile(join(folder, name), 'x')
  await deleteOldBackups(folder, names[0]!)
  expect((await readdir(folder)).toSorted()).toEqual([names[0], ...later.slice(2)])
})
