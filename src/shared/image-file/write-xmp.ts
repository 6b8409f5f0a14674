/**
 * Writes an XMP packet into a copy of a PNG, JPEG, WebP or SVG. The image itself isn't touched: its compressed bytes,
 * and every chunk but the packet, stay the same and in the same order.
 */
import { findContainer, type Container } from './container'
import { writeJpegXmp } from './jpeg-xmp'
import { writePngXmp } from './png-xmp'
import { isSvg } from './svg/inspect-svg'
import { writeSvgXmp } from './svg/svg-xmp'
import { writeWebpXmp } from './webp-xmp'
import type { PacketWriter } from './xmp-packet'

type Writer = (bytes: Uint8Array, write: PacketWriter) => Promise<Uint8Array | undefined>

const WRITERS: Readonly<Record<Container, Writer>> = { png: writePngXmp, jpeg: writeJpegXmp, webp: writeWebpXmp }

/**
 * Returns the copy. Undefined in other formats, if the existing packet can't be read, or if `write` declines. Rejects
 * with `UnsoundImage` if the container is damaged.
 */
export async function writeXmp(bytes: Uint8Array, write: PacketWriter): Promise<Uint8Array | undefined> {
  const container = findContainer(bytes)
  if (container) return WRITERS[container](bytes, write)
  return isSvg(bytes) ? writeSvgXmp(bytes, write) : undefined
}
