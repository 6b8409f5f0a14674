/**
 * The user's keys, encrypted with the operating system's keyring in a separate file, or, without a keyring, in memory
 * until Easel quits. They never leave main.
 */
import type { SecretName } from '@shared/settings'
import { registerSecret } from '../log/redact'
import { openGuarded, type JsonFile, type OpenJsonFile } from './settings-store'

export interface Encryption {
  /** `weak`: there's a keyring, but its key isn't secret (Chromium's `basic_text`), so it isn't used. */
  availability(): 'available' | 'weak' | 'missing'
  /** Throws if the user refuses access to the keyring or it's locked. */
  encrypt(text: string): Buffer
  /** Throws if the keyring has changed or is locked. */
  decrypt(encrypted: Buffer): string
}

export interface Secret {
  readonly value: string
  /** The origin that this key may be sent to. Absent if there's only one. */
  readonly boundTo?: string
  readonly isSaved: boolean
}

interface SavedSecret {
  readonly encrypted: string
  readonly boundTo?: string
}

export class SecretVault {
  readonly #file: JsonFile
  readonly #encryption: Encryption
  /** What the file contains, which electron-store would read from disk for each key. */
  readonly #saved: Map<string, SavedSecret>
  readonly #inMemory = new Map<SecretName, Secret>()
  readonly #unreadable = new Set<SecretName>()

  constructor(folder: string, open: OpenJsonFile, encryption: Encryption, now: () => number = Date.now) {
    this.#file = openGuarded(folder, 'secrets', open, now).file
    this.#saved = new Map(Object.entries(this.#file.store).flatMap(([name, raw]) => parseSaved(name, raw)))
    this.#encryption = encryption
  }

  get keyStore(): 'available' | 'weak' | 'missing' {
    return this.#encryption.availability()
  }

  /** Returns the secret, `unreadable` if it's saved but can't be decrypted, or undefined. Decrypts only once. */
  read(name: SecretName): Secret | 'unreadable' | undefined {
    const known = this.#inMemory.get(name)
    if (known) return known
    const saved = this.#saved.get(name)
    if (!saved) return undefined
    if (this.#unreadable.has(name)) return 'unreadable'
    try {
      const value = this.#encryption.decrypt(Buffer.from(saved.encrypted, 'base64'))
      const secret: Secret = { value, isSaved: true, ...(saved.boundTo && { boundTo: saved.boundTo }) }
      registerSecret(value)
      this.#inMemory.set(name, secret)
      return secret
    } catch {
      this.#unreadable.add(name)
      return 'unreadable'
    }
  }

  write(name: SecretName, value: string, boundTo?: string): void {
    registerSecret(value)
    const encrypted = this.#encrypt(value)
    const isSaved = encrypted !== undefined
    const bound = boundTo === undefined ? {} : { boundTo }
    if (isSaved) this.#save(name, { encrypted: encrypted.toString('base64'), ...bound })
    else this.#delete(name)
    this.#unreadable.delete(name)
    this.#inMemory.set(name, { value, isSaved, ...bound })
  }

  remove(name: SecretName): void {
    this.#delete(name)
    this.#unreadable.delete(name)
    this.#inMemory.delete(name)
  }

  /** Returns undefined if the key can be kept only until Easel quits. */
  #encrypt(value: string): Buffer | undefined {
    try {
      return this.#encryption.availability() === 'available' ? this.#encryption.encrypt(value) : undefined
    } catch {
      return undefined
    }
  }

  #save(name: SecretName, secret: SavedSecret): void {
    this.#file.set(name, secret)
    this.#saved.set(name, secret)
  }

  #delete(name: SecretName): void {
    this.#file.delete(name)
    this.#saved.delete(name)
  }
}

function parseSaved(name: string, raw: unknown): [string, SavedSecret][] {
  if (typeof raw !== 'object' || raw === null) return []
  const { encrypted, boundTo } = raw as Record<string, unknown>
  if (typeof encrypted !== 'string') return []
  return [[name, { encrypted, ...(typeof boundTo === 'string' && { boundTo }) }]]
}
