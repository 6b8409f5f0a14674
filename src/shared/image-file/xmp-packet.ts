/** What the readers and writers of all containers agree on about XMP packets (ISO 16684). */

/** In bytes of a packet. Even the worst prompt that's written, with every character escaped twice, stays below. */
export const LARGEST_XMP = 4 * 1024 * 1024

export interface Packet {
  readonly standard: string
  /** What didn't fit, and the digest by which the standard packet names it (XMP specification part 3, 1.1.3.1). */
  readonly extension?: { readonly guid: string; readonly text: string }
}

export interface PacketPlace {
  /** The file's existing packet. */
  readonly existing?: string
  /** The largest packet in this format, in bytes. Only JPEG, which has the smallest, has room for an extension besides. */
  readonly most: number
}

/** Builds the packet for a file with or without an existing one. Undefined: leave the file as it is. */
export type PacketWriter = (place: PacketPlace) => Packet | undefined

/** A packet's text if it's UTF-8, as nearly all are. */
export function packetText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

export function utf8Bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
