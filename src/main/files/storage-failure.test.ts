import { open } from 'node:fs/promises'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { storageFailureCode } from './storage-failure'

function systemError(facts: { code?: string; errno?: number; syscall?: string }): Error {
  return Object.assign(new Error('system'), facts)
}

test.each([
  ['no space', { code: 'ENOSPC', syscall: 'write' }, 'disk-full'],
  ['quota by name', { code: 'EDQUOT', syscall: 'write' }, 'disk-full'],
  ['quota as a bare number', { errno: -122, syscall: 'write' }, 'disk-full'],
  ['quota with the name that Node makes up', { errno: -122, code: 'Unknown system error -122' }, 'disk-full'],
  ['read-only disk', { code: 'EROFS', syscall: 'open' }, 'disk-failed'],
  ['broken disk', { code: 'EIO', syscall: 'read' }, 'disk-failed'],
  ['no permission', { code: 'EACCES', syscall: 'rename' }, 'disk-failed'],
  ['a folder in the place of a file', { code: 'EISDIR', syscall: 'read' }, 'disk-failed'],
  ['a disk that was unplugged', { code: 'ENODEV', syscall: 'write' }, 'disk-failed'],
  ['a device that is gone', { code: 'ENXIO', syscall: 'write' }, 'disk-failed'],
  ['a share that went away', { errno: -116, code: 'Unknown system error -116', syscall: 'write' }, 'disk-failed'],
  ['a damaged file system', { errno: -117, code: 'Unknown system error -117', syscall: 'read' }, 'disk-failed'],
  ['a folder that can’t be removed', { code: 'ENOTEMPTY', syscall: 'rm' }, 'disk-failed'],
  ['a disk that doesn’t say how full it is', { code: 'ENOSYS', syscall: 'statfs' }, 'disk-failed'],
  ['an error that libuv doesn’t know, of another system', { code: 'UNKNOWN', syscall: 'write' }, undefined],
  ['a reset connection', { code: 'ECONNRESET', syscall: 'read' }, undefined],
  ['a broken pipe', { code: 'EPIPE', syscall: 'write' }, undefined],
] as const)('%s', (_name, facts, expected) => {
  expect(storageFailureCode(systemError(facts), 'linux')).toBe(expected)
})

test('the error number of an exceeded quota on Linux means nothing on other systems', () => {
  expect(storageFailureCode(systemError({ errno: -122 }), 'win32')).toBeUndefined()
})

test('a disk that Windows lost in mid-write is one that fails', () => {
  expect(storageFailureCode(systemError({ code: 'UNKNOWN', syscall: 'write' }), 'win32')).toBe('disk-failed')
})

test('a full disk is recognized through the errors that wrap it', () => {
  const wrapped = new Error('outer', { cause: new Error('inner', { cause: systemError({ code: 'ENOSPC' }) }) })
  expect(storageFailureCode(wrapped)).toBe('disk-full')
})

test('a file error is a disk failure, a connection error is not', async () => {
  const fileError = await open('/no/such/folder/file', 'wx').catch((error: unknown) => error)
  const connectionError = await new Promise((resolve) => connect(1, '127.0.0.1').on('error', resolve))

  expect(storageFailureCode(fileError)).toBe('disk-failed')
  expect(storageFailureCode(connectionError)).toBeUndefined()
})

test('a value that is not an error is not a storage failure', () => {
  expect(storageFailureCode('ENOSPC')).toBeUndefined()
})
