import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { createFolder, readFileIfPresent, sweepTemporaryFiles, writeFileAtomically } from './atomic-file'
import { test } from '../../../tests/support/main/test-folder'

describe('writing a whole file', () => {
  test('leaves the new content and nothing else', async ({ folder }) => {
    await writeFileAtomically(join(folder, 'a.json'), 'old')
    await writeFileAtomically(join(folder, 'a.json'), new TextEncoder().encode('new'), { durable: false })

    expect(await readdir(folder)).toEqual(['a.json'])
    expect(await readFile(join(folder, 'a.json'), 'utf8')).toBe('new')
  })

  test('a failed write deletes its temporary file and reports the reason', async ({ folder }) => {
    await mkdir(join(folder, 'taken', 'by-a-folder'), { recursive: true })

    await expect(writeFileAtomically(join(folder, 'taken'), 'x')).rejects.toMatchObject({ syscall: 'rename' })
    expect(await readdir(folder)).toEqual(['taken'])
  })

  test('many writers at once leave one complete version', async ({ folder }) => {
    const versions = Array.from({ length: 20 }, (_, index) => String(index).repeat(100_000))
    await Promise.all(versions.map((version) => writeFileAtomically(join(folder, 'a'), version)))

    expect(versions).toContain(await readFile(join(folder, 'a'), 'utf8'))
    expect(await readdir(folder)).toEqual(['a'])
  })
})

test('sweeping deletes the leftovers of interrupted writes and no other file', async ({ folder }) => {
  const others = ['a.json', '.hidden', 'notes.tmp', '.a.json.tmp']
  await Promise.all(['.a.json.0123456789ab.tmp', ...others].map((name) => writeFile(join(folder, name), '')))

  expect(await sweepTemporaryFiles(folder)).toBe(1)
  expect((await readdir(folder)).sort()).toEqual([...others].sort())
})

test('sweeping a folder that does not exist does nothing', async ({ folder }) => {
  expect(await sweepTemporaryFiles(join(folder, 'none'))).toBe(0)
})

test('a missing file reads as undefined, an unreadable one is an error', async ({ folder }) => {
  expect(await readFileIfPresent(join(folder, 'none'))).toBeUndefined()
  await expect(readFileIfPresent(folder)).rejects.toMatchObject({ code: 'EISDIR' })
})

test('folders are created all the way down, and an existing one is fine', async ({ folder }) => {
  await createFolder(join(folder, 'a', 'b'))
  await createFolder(join(folder, 'a', 'b'))
  expect(await readdir(join(folder, 'a'))).toEqual(['b'])
})
