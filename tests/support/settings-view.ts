/** Main's settings view, for tests of the page. */
import type { ModelListing } from '@shared/catalogue/offers'
import type { SecretStatus, ServerAddress } from '@shared/connections'
import { findService } from '@shared/services'
import { DEFAULT_SETTINGS, type SettingsView } from '@shared/settings'

export const OPENAI_ADDRESS = 'https://api.openai.com/v1'

interface Given {
  /** OpenAI's key. */
  readonly key?: SecretStatus
  readonly address?: ServerAddress
  readonly listing?: ModelListing
  readonly settings?: Partial<SettingsView['settings']>
}

export function settingsView({ key = { source: 'none' }, address, listing, settings }: Given = {}): SettingsView {
  return {
    settings: { ...DEFAULT_SETTINGS, ...settings },
    connections: (settings?.connections ?? DEFAULT_SETTINGS.connections).map((connection) => {
      const own: ServerAddress = { value: findService(connection.service)?.address ?? '', source: 'default' }
      const isFirst = connection.id === 'openai'
      return {
        ...connection,
        origin: 'settings',
        key: isFirst ? key : { source: 'none' },
        address: isFirst ? (address ?? own) : own,
        ...(isFirst && listing && { listing }),
      }
    }),
    blobToken: { source: 'none' },
    keyStore: 'available',
  }
}
