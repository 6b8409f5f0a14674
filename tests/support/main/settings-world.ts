/** Settings in a test folder, with a system keyring that can be weak, missing or broken. */
import Conf from 'conf'
import type { Connection } from '@shared/connections'
import { DEFAULT_SETTINGS } from '@shared/settings'
import { SecretVault, type Encryption } from '../../../src/main/settings/secret-vault'
import { SettingsService } from '../../../src/main/settings/settings-service'
import { SettingsStore, type JsonFile, type OpenJsonFile } from '../../../src/main/settings/settings-store'

export const KEY = 'sk-test-canary-0123456789'
export const OPENAI_BASE_URL = 'https://api.openai.com/v1'

/** The connections of a new profile, with this address for OpenAI. */
export function at(baseUrl: string): readonly Connection[] {
  return DEFAULT_SETTINGS.connections.map((one) => (one.id === 'openai' ? { ...one, baseUrl } : one))
}

export interface Given {
  readonly encryption?: Encryption
  readonly environment?: Record<string, string>
  readonly openFile?: OpenJsonFile
}

export function open(folder: string, given: Given = {}): SettingsService {
  const { encryption = new Rot(), environment = {}, openFile: opener = openFile } = given
  return new SettingsService({
    settings: new SettingsStore(folder, opener),
    vault: new SecretVault(folder, opener, encryption),
    environment,
  })
}

export function raise(error: Error): never {
  throw error
}

/** `conf` is what electron-store is built on. */
export function openFile(cwd: string, configName: string): JsonFile {
  return new Conf<Record<string, unknown>>({ cwd, configName, projectName: 'easel' })
}

/** A system keyring that inverts every byte. */
export class Rot implements Encryption {
  constructor(
    private readonly state: 'available' | 'weak' | 'missing' = 'available',
    private readonly isBroken = false,
  ) {}

  availability(): 'available' | 'weak' | 'missing' {
    return this.state
  }

  encrypt(text: string): Buffer {
    return Buffer.from(text, 'utf8').map((byte) => byte ^ 0xff) as Buffer
  }

  decrypt(encrypted: Buffer): string {
    if (this.isBroken) throw new Error('locked')
    return Buffer.from(encrypted.map((byte) => byte ^ 0xff)).toString('utf8')
  }
}
