/**
 * Finds the XMP packets of a PNG, JPEG, WebP or SVG without decoding the image. The file may be anything: reads are
 * limited in size and number, and the search ends at the first violation.
 */
import { readingAhead, type ByteSource } from './byte-source'
import { findContainer, SIGNATURE_LENGTH, type Container } from './container'
import { findJpegXmp } from './jpeg-xmp'
import { findPngXmp } from './png-xmp'
import { findSvgXmp } from './svg/svg-xmp'
import { UnsoundImage } from './unsound-image'
import { findWebpXmp } from './webp-xmp'

export type FoundXmp =
  /** The standard packet, then what didn't fit into it. */
  | { readonly kind: 'packets'; readonly packets: readonly string[] }
  /** An image without a packet. `damaged`: it ended early or broke its format's rules. */
  | { readonly kind: 'none' | 'damaged' | 'not-an-image' }

const SEARCHES: Readonly<Record<Container, (source: ByteSource) => Promise<readonly string[]>>> = {
  png: findPngXmp,
  jpeg: findJpegXmp,
  webp: findWebpXmp,
}

/** Rejects only with the source's errors. */
export async function findXmp(bytes: ByteSource): Promise<FoundXmp> {
  const source = readingAhead(bytes)
  const container = findContainer(await source.read(0, SIGNATURE_LENGTH))
  try {
    const packets = await (container ? SEARCHES[container](source) : findSvgXmp(source))
    if (!packets) return { kind: 'not-an-image' }
    return packets.length > 0 ? { kind: 'packets', packets } : { kind: 'none' }
  } catch (error) {
    if (error instanceof UnsoundImage) return { kind: 'damaged' }
    throw error
  }
}
