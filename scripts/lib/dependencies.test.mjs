import { expect, test } from 'vitest'

import { isInstalledAsLocked } from './dependencies.mjs'

const lock = {
  packages: {
    '': { name: 'easel' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/for-another-system': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  },
}

const a = lock.packages['node_modules/a']

test('what npm installed from the lock counts as installed, without packages for other systems', () => {
  expect(isInstalledAsLocked(lock, { packages: { 'node_modules/a': a } })).toBe(true)
})

test('a package that is absent, of another version, of another content or no longer wanted means an update', () => {
  expect(isInstalledAsLocked(lock, { packages: {} })).toBe(false)
  expect(isInstalledAsLocked(lock, { packages: { 'node_modules/a': { ...a, version: '1.0.1' } } })).toBe(false)
  expect(isInstalledAsLocked(lock, { packages: { 'node_modules/a': { ...a, integrity: 'sha512-c' } } })).toBe(false)
  expect(isInstalledAsLocked(lock, { packages: { 'node_modules/a': a, 'node_modules/gone': a } })).toBe(false)
})
