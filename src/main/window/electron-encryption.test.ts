import { expect, test } from 'vitest'
import { ElectronEncryption } from './electron-encryption'

type SafeStorage = ConstructorParameters<typeof ElectronEncryption>[0]

/** Like Electron's, with a readable "cipher". */
function aSafeStorage(facts: { isAvailable: boolean; backend?: string }): SafeStorage {
  const backend = facts.backend
  return {
    isEncryptionAvailable: () => facts.isAvailable,
    ...(backend !== undefined && { getSelectedStorageBackend: () => backend }),
    encryptString: (text: string) => Buffer.from(text, 'utf8').swap16(),
    decryptString: (bytes: Buffer) => Buffer.from(bytes).swap16().toString(),
  } as unknown as SafeStorage
}

test.each([
  ['a system without a store', { isAvailable: false, backend: 'basic_text' }, 'missing'],
  ['a system with one', { isAvailable: true, backend: 'gnome_libsecret' }, 'available'],
  ['an Electron too old to tell', { isAvailable: true }, 'available'],
] as const)('%s', (_name, facts, availability) => {
  expect(new ElectronEncryption(aSafeStorage(facts)).availability()).toBe(availability)
})

test.runIf(process.platform === 'linux')('a keyring whose key is public is weak', () => {
  const encryption = new ElectronEncryption(aSafeStorage({ isAvailable: true, backend: 'basic_text' }))
  expect(encryption.availability()).toBe('weak')
})

test('what was encrypted can be decrypted', () => {
  const encryption = new ElectronEncryption(aSafeStorage({ isAvailable: true }))
  expect(encryption.encrypt('secret').toString()).not.toContain('secret')
  expect(encryption.decrypt(encryption.encrypt('secret'))).toBe('secret')
})
