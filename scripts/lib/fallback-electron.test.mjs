import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'

import { cacheFolder, isFallbackPossible, provideFallbackElectron, verifyIntegrity } from './fallback-electron.mjs'
import { aTemporaryFolder } from './temporary-folder.mjs'

/** A cache that an earlier run filled. */
function aFilledCache() {
  const cache = aTemporaryFolder()
  const folder = path.join(cache, 'electron-33.2.1-linux-x64')
  mkdirSync(path.join(folder, 'resources'), { recursive: true })
  writeFileSync(path.join(folder, 'electron'), '', { mode: 0o755 })
  return { cache, folder }
}

const neverFetch = () => Promise.reject(new Error('nothing should have been fetched'))

test('an archive with the right bytes is accepted', async () => {
  const file = path.join(aTemporaryFolder(), 'archive.tgz')
  writeFileSync(file, 'abc')
  const known = 'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=='
  await expect(verifyIntegrity(file, known)).resolves.toBeUndefined()
})

test('a tampered archive is refused, and nothing of it reaches the cache', async () => {
  const cache = aTemporaryFolder()
  const fetchTampered = async (folder) => {
    const file = path.join(folder, 'archive.tgz')
    writeFileSync(file, 'not what was published')
    return file
  }

  await expect(provideFallbackElectron({ cache, fetch: fetchTampered })).rejects.toThrow('Refused: archive.tgz')
  expect(readdirSync(cache)).toEqual([])
})

test('a cached runtime is used again without fetching, and its use is announced in one line', async () => {
  const { cache, folder } = aFilledCache()
  const announced = []
  const announce = (line) => announced.push(line)

  const executable = await provideFallbackElectron({ cache, announce, fetch: neverFetch })

  expect(executable).toBe(path.join(folder, 'electron'))
  expect(announced).toEqual([
    "Electron's own download cannot be reached. Using Electron 33.2.1 instead, for development only.",
  ])
})

test("the cached runtime gets this clone's default app", async () => {
  const { cache, folder } = aFilledCache()
  const defaultApp = path.join(folder, 'resources', 'default_app.asar')
  writeFileSync(defaultApp, 'of an older clone')

  await provideFallbackElectron({ cache, fetch: neverFetch })

  expect(readFileSync(defaultApp, 'utf8')).toContain('parseArguments')
  expect(readdirSync(path.dirname(defaultApp))).toEqual(['default_app.asar'])
})

test('the cache lies where the environment says, outside the clone', () => {
  expect(cacheFolder({ EASEL_CACHE: '/a' })).toBe('/a')
  expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe(path.join('/b', 'easel'))
  expect(cacheFolder({})).toBe(path.join(os.homedir(), '.cache', 'easel'))
})

test('the fallback is for Linux on x64 only', () => {
  expect(isFallbackPossible({ platform: 'linux', arch: 'x64' })).toBe(true)
  expect(isFallbackPossible({ platform: 'linux', arch: 'arm64' })).toBe(false)
  expect(isFallbackPossible({ platform: 'darwin', arch: 'x64' })).toBe(false)
})
