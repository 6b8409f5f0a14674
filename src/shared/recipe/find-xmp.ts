/**
 * Finds the XMP packets of a PNG, JPEG or WebP without decoding the image. The file may be anything: reads are limited
 * in size and number, and the search ends at the first violation.
 */
import { EndOfBytes, latin1, readingAhead, type ByteSource } from './byte-source'
import { jpegXmp } from './jpeg-xmp'
import { pngXmp } from './png-xmp'
import { webpXmp } from './webp-xmp'

export type FoundXmp =
  /** The standard packet, then what didn't fit into it. */
  | { readonly kind: 'packets'; readonly packets: readonly string[] }
  /** An image without a packet. `damaged`: it ended early or broke its format's rules. */
  | { readonly kind: 'none' | 'damaged' | 'not-an-image' }

export async function findXmp(bytes: ByteSource): Promise<FoundXmp> {
  const source = readingAhead(bytes)
  const search = searchFor(await source.read(0, 12))
  if (!search) return { kind: 'not-an-image' }
  try {
    const packets = await search(source)
    return packets.length > 0 ? { kind: 'packets', packets } : { kind: 'none' }
  } catch (error) {
    if (error instanceof EndOfBytes || error instanceof RangeError) return { kind: 'damaged' }
    throw error
  }
}

function searchFor(head: Uint8Array): ((source: ByteSource) => Promise<readonly string[]>) | undefined {
  const signature = latin1(head)
  if (signature.startsWith('\x89PNG\r\n\x1a\n')) return pngXmp
  if (signature.startsWith('\xff\xd8\xff')) return jpegXmp
  if (signature.startsWith('RIFF') && signature.endsWith('WEBP')) return webpXmp
  return undefined
}
