/** Derives the ids of imported items from their ids in the other app, so importing twice adds nothing twice. */
import type { ChatId } from '@shared/ids'
import type { Source } from './foreign-chat'

const VERSION_8 = 0x80
const VARIANT = 0x80

export function deriveChatId(source: Source, key: string): Promise<ChatId> {
  return deriveId(`${source}:${key}`)
}

/** Returns the same UUID (RFC 9562, version 8) for the same name, from its SHA-256. */
export async function deriveId<Id extends string>(name: string): Promise<Id> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name))
  const bytes = new Uint8Array(digest).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | VERSION_8
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | VARIANT
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-') as Id
}
