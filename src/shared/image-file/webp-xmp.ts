/** XMP in WebP: a separate chunk after the image, announced in the extended header (RFC 9649, 2.7.1.5). */
import { bufferSource, readData, type ByteSource } from './byte-source'
import { concat, createView } from './bytes'
import { inspectImage } from './inspect-image'
import { buildRiff, buildWebpChunk, padChunk, readEndOfRiff, readWebpChunks, type WebpChunk } from './webp-chunks'
import { LARGEST_XMP, packetText, utf8Bytes, type PacketWriter } from './xmp-packet'

const XMP = 'XMP '
const EXTENDED = 'VP8X'
const HAS_XMP = 0x04
const HAS_ALPHA = 0x10
/** The chunks of the image itself. The packet goes after the last of these and before unknown chunks. */
const PIXELS_AND_COLOR = new Set([EXTENDED, 'ICCP', 'ANIM', 'ANMF', 'ALPH', 'VP8 ', 'VP8L', 'EXIF'])

export async function findWebpXmp(source: ByteSource): Promise<readonly string[]> {
  for await (const chunk of readWebpChunks(source)) {
    if (chunk.type !== XMP || chunk.data.end - chunk.data.start > LARGEST_XMP) continue
    return [new TextDecoder().decode(await readData(source, chunk))]
  }
  return []
}

/** Replaces the existing packet, or adds one. A simple WebP becomes an extended one. */
export async function writeWebpXmp(bytes: Uint8Array, write: PacketWriter): Promise<Uint8Array | undefined> {
  const source = bufferSource(bytes)
  const chunks: WebpChunk[] = []
  for await (const chunk of readWebpChunks(source)) chunks.push(chunk)
  const old = chunks.find(({ type }) => type === XMP)
  const existing = old && packetText(await readData(source, old))
  if (old && existing === undefined) return undefined
  const packet = write({ ...(existing !== undefined && { existing }), most: LARGEST_XMP })
  if (!packet) return undefined

  const xmp = buildWebpChunk(XMP, utf8Bytes(packet.standard))
  const copied = (chunk: WebpChunk): Uint8Array => padChunk(bytes.subarray(chunk.start, chunk.end))
  const behind = chunks.findLastIndex(({ type }) => PIXELS_AND_COLOR.has(type)) + 1
  const body = old
    ? chunks.map((chunk) => (chunk === old ? xmp : copied(chunk)))
    : [...chunks.slice(0, behind).map(copied), xmp, ...chunks.slice(behind).map(copied)]
  const rest = chunks[0]?.type === EXTENDED ? body.slice(1) : body
  return concat([
    buildRiff([await buildHeader(bytes, chunks[0]), ...rest]),
    bytes.subarray(await readEndOfRiff(source)),
  ])
}

/** Returns the extended header with the XMP flag: the file's own, or one built for the image. */
async function buildHeader(bytes: Uint8Array, first: WebpChunk | undefined): Promise<Uint8Array> {
  if (first?.type === EXTENDED) {
    // Always copies: `slice` of a Node buffer would be a view.
    const data = new Uint8Array(bytes.subarray(first.data.start, first.data.end))
    data[0] = (data[0] ?? 0) | HAS_XMP
    return buildWebpChunk(EXTENDED, data)
  }
  const { width, height } = await inspectImage(bytes)
  const data = new Uint8Array(10)
  const view = createView(data)
  // Both are 24 bits: the height's low bytes overwrite the top byte of the width's four.
  view.setUint32(4, width - 1, true)
  view.setUint16(7, (height - 1) & 0xffff, true)
  view.setUint8(9, (height - 1) >>> 16)
  view.setUint8(0, HAS_XMP | (first && hasAlpha(bytes, first) ? HAS_ALPHA : 0))
  return buildWebpChunk(EXTENDED, data)
}

/** The lossless format stores in bit 28 after its signature whether transparency is used. The lossy one has none. */
function hasAlpha(bytes: Uint8Array, { type, data }: WebpChunk): boolean {
  return type === 'VP8L' && ((bytes[data.start + 4] ?? 0) & 0x10) !== 0
}
