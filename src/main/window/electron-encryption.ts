import type { SafeStorage } from 'electron'
import type { Encryption } from '../settings/secret-vault'

/** Electron's `safeStorage` (Keychain, DPAPI, libsecret or KWallet). Use it once the app is ready. */
export class ElectronEncryption implements Encryption {
  readonly #safeStorage: SafeStorage

  constructor(safeStorage: SafeStorage) {
    this.#safeStorage = safeStorage
  }

  availability(): 'available' | 'weak' | 'missing' {
    if (!this.#safeStorage.isEncryptionAvailable()) return 'missing'
    // On Linux without a keyring, the key is a constant in Chromium, so encryption would be a false promise.
    const isWeak = process.platform === 'linux' && this.#safeStorage.getSelectedStorageBackend?.() === 'basic_text'
    return isWeak ? 'weak' : 'available'
  }

  encrypt(text: string): Buffer {
    return this.#safeStorage.encryptString(text)
  }

  decrypt(encrypted: Buffer): string {
    return this.#safeStorage.decryptString(encrypted)
  }
}
