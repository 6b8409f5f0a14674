/** XMP in PNG: an `iTXt` chunk with a keyword defined by Adobe (XMP specification part 3, 1.1.5). */
import { bufferSource, readData, type ByteSource } from './byte-source'
import { splice, startsWith, type Span } from './bytes'
import { inflate } from './inflate'
import { buildPngChunk, readPngChunks } from './png-chunks'
import { LARGEST_XMP, packetText, utf8Bytes, type PacketWriter } from './xmp-packet'

const KEYWORD = 'XML:com.adobe.xmp\0'

export async function findPngXmp(source: ByteSource): Promise<readonly string[]> {
  for await (const chunk of readPngChunks(source)) {
    if (chunk.type !== 'iTXt' || chunk.data.end - chunk.data.start > LARGEST_XMP) continue
    const xmp = await readXmpText(await readData(source, chunk))
    if (xmp) return [new TextDecoder().decode(xmp)]
  }
  return []
}

/** Replaces the existing packet, or adds one before the image data. */
export async function writePngXmp(bytes: Uint8Array, write: PacketWriter): Promise<Uint8Array | undefined> {
  const source = bufferSource(bytes)
  let pixels: Span | undefined
  for await (const chunk of readPngChunks(source)) {
    if (chunk.type === 'IDAT') pixels ??= { start: chunk.start, end: chunk.start }
    const data = chunk.type === 'iTXt' ? await readData(source, chunk) : undefined
    if (!data || !startsWith(data, KEYWORD)) continue
    const xmp = await readXmpText(data)
    const existing = xmp && packetText(xmp)
    const packet = existing === undefined ? undefined : write({ existing, most: LARGEST_XMP })
    return packet && splice(bytes, chunk, buildXmpChunk(packet.standard))
  }
  const packet = pixels && write({ most: LARGEST_XMP })
  return pixels && packet && splice(bytes, pixels, buildXmpChunk(packet.standard))
}

/**
 * The chunk consists of keyword, NUL, compression flag, method, language, NUL, translated keyword, NUL, text. Undefined
 * if it isn't XMP or can't be read.
 */
async function readXmpText(data: Uint8Array): Promise<Uint8Array | undefined> {
  if (!startsWith(data, KEYWORD)) return undefined
  const compressed = data[KEYWORD.length] === 1
  const language = data.indexOf(0, KEYWORD.length + 2)
  const translated = language === -1 ? -1 : data.indexOf(0, language + 1)
  if (translated === -1) return undefined
  const text = data.subarray(translated + 1)
  return compressed ? inflate(text, LARGEST_XMP) : text
}

/** Uncompressed, without language or translated keyword. */
function buildXmpChunk(packet: string): Uint8Array {
  return buildPngChunk('iTXt', utf8Bytes(`${KEYWORD}\0\0\0\0${packet}`))
}
