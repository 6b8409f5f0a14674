import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { DiskSpace, LEAST_FREE_BYTES } from './disk-space'
import { test } from '../../../tests/support/main/test-folder'

const reserveBytes = 5 * 1024 * 1024
const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })

test('the reserve is created where there is enough room', async ({ folder }) => {
  const disk = new DiskSpace({ folder, reserveBytes, freeBytes: async () => Number.POSITIVE_INFINITY })
  expect(await disk.ensureReserve()).toBe(true)
  expect((await stat(join(folder, 'reserve'))).size).toBe(reserveBytes)
})

test('a nearly full disk gets no reserve, and nothing is sent', async ({ folder }) => {
  const disk = new DiskSpace({ folder, reserveBytes, freeBytes: async () => LEAST_FREE_BYTES - 1 })
  expect(await disk.ensureReserve()).toBe(false)
  expect(await disk.hasRoom()).toBe(false)
})

test('a write that does not fit uses the room of the reserve', async ({ folder }) => {
  const disk = new DiskSpace({ folder, reserveBytes, freeBytes: async () => Number.POSITIVE_INFINITY })
  await disk.ensureReserve()
  const write = async (): Promise<string> => {
    await stat(join(folder, 'reserve')).then(
      () => Promise.reject(full),
      () => undefined,
    )
    return 'written'
  }
  expect(await disk.withReserve(write)).toBe('written')
})

test('on a full disk without a reserve a write fails after one attempt', async ({ folder }) => {
  let tries = 0
  const disk = new DiskSpace({ folder, reserveBytes })
  const write = async (): Promise<void> => {
    tries += 1
    throw full
  }
  await expect(disk.withReserve(write)).rejects.toBe(full)
  expect(tries).toBe(1)
})

test('other errors do not use the reserve', async ({ folder }) => {
  const disk = new DiskSpace({ folder, reserveBytes, freeBytes: async () => Number.POSITIVE_INFINITY })
  await disk.ensureReserve()
  await expect(disk.withReserve(() => Promise.reject(new Error('other')))).rejects.toThrow('other')
  expect((await stat(join(folder, 'reserve'))).size).toBe(reserveBytes)
})
