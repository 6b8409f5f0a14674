/** Embeds the packet in a WebP (RFC 9649): a chunk after the image, announced in the header. */
import { LARGEST_XMP } from '@shared/recipe/recipe'
import { WEBP_XMP } from '@shared/recipe/webp-xmp'
import { inspectImage } from '../inspect-image'
import { packetText, type PacketWriter } from './packet'

const RIFF_HEADER = 12
const CHUNK_HEADER = 8
const EXTENDED = 'VP8X'
const HAS_XMP = 0x04
const HAS_ALPHA = 0x10
/** The chunks of the image itself. The packet comes after the last of these and before unknown chunks. */
const IMAGE_CHUNKS = new Set([EXTENDED, 'ICCP', 'ANIM', 'ANMF', 'ALPH', 'VP8 ', 'VP8L', 'EXIF'])

interface Chunk {
  readonly type: string
  readonly data: Buffer
  /** The chunk as in the file, with header and padding. */
  readonly whole: Buffer
}

export function embedInWebp(bytes: Buffer, write: PacketWriter): Buffer | undefined {
  const end = CHUNK_HEADER + bytes.readUInt32LE(4)
  const chunks = parseChunks(bytes.subarray(0, end))
  const old = chunks.find(({ type }) => type === WEBP_XMP)
  const existing = old && packetText(old.data)
  if (old && existing === undefined) return undefined
  const packet = write({ ...(existing !== undefined && { existing }), most: LARGEST_XMP })
  if (!packet) return undefined

  const xmp = buildChunk(WEBP_XMP, Buffer.from(packet.standard))
  const behind = chunks.findLastIndex(({ type }) => IMAGE_CHUNKS.has(type)) + 1
  const body = old
    ? chunks.map((chunk) => (chunk === old ? xmp : chunk.whole))
    : [...chunks.slice(0, behind), { whole: xmp }, ...chunks.slice(behind)].map(({ whole }) => whole)
  return buildRiff(
    [headerFor(bytes, chunks), ...(chunks[0]?.type === EXTENDED ? body.slice(1) : body)],
    bytes.subarray(end),
  )
}

function parseChunks(file: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = []
  for (let start = RIFF_HEADER; start + CHUNK_HEADER <= file.length;) {
    const length = file.readUInt32LE(start + 4)
    const end = start + CHUNK_HEADER + length
    const data = file.subarray(start + CHUNK_HEADER, end)
    chunks.push({ type: file.toString('latin1', start, start + 4), data, whole: padded(file.subarray(start, end)) })
    start = end + (length % 2)
  }
  return chunks
}

/** The extended header with the XMP flag: the file's own, or one built from the image's own facts. */
function headerFor(bytes: Buffer, [first]: readonly Chunk[]): Buffer {
  if (first?.type === EXTENDED) {
    const header = Buffer.from(first.whole)
    header[CHUNK_HEADER] = (header[CHUNK_HEADER] ?? 0) | HAS_XMP
    return header
  }
  const { width, height } = inspectImage(bytes)
  const data = Buffer.alloc(10)
  data[0] = HAS_XMP | (first && hasAlpha(first) ? HAS_ALPHA : 0)
  data.writeUIntLE(width - 1, 4, 3)
  data.writeUIntLE(height - 1, 7, 3)
  return buildChunk(EXTENDED, data)
}

/** The lossless format stores in bit 28 after its signature whether transparency is used. The lossy one has none. */
function hasAlpha({ type, data }: Chunk): boolean {
  return type === 'VP8L' && ((data[4] ?? 0) & 0x10) !== 0
}

function buildChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(CHUNK_HEADER)
  head.write(type, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return padded(Buffer.concat([head, data]))
}

/** Chunks start at even offsets. Other programs may have left out the last one's padding. */
function padded(chunk: Buffer): Buffer {
  return chunk.length % 2 === 0 ? chunk : Buffer.concat([chunk, Buffer.of(0)])
}

function buildRiff(chunks: readonly Buffer[], trailer: Buffer): Buffer {
  const body = Buffer.concat(chunks)
  const head = Buffer.alloc(RIFF_HEADER)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(4 + body.length, 4)
  head.write('WEBP', 8, 'latin1')
  return Buffer.concat([head, body, trailer])
}
