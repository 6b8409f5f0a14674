/** Types and limits of XMP packets (ISO 16684), shared by all readers and writers. */

/** In bytes. Even the worst prompt that is written, with every character escaped twice, stays below this. */
export const LARGEST_XMP = 4 * 1024 * 1024

export interface Packet {
  readonly standard: string
  /** The overflow, and the digest by which the standard packet refers to it (XMP specification part 3, 1.1.3.1). */
  readonly extension?: { readonly guid: string; readonly text: string }
}

export interface PacketPlace {
  /** The file's existing packet. */
  readonly existing?: string
  /** The largest packet in this format, in bytes. Only JPEG, which has the smallest, can also have an extension. */
  readonly most: number
}

/** Builds the packet for a file, given its existing one. Undefined leaves the file unchanged. */
export type PacketWriter = (place: PacketPlace) => Packet | undefined

/** Returns a packet's text if it's UTF-8, as nearly all are. */
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
