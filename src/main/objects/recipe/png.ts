/** Embeds the packet in a PNG: an uncompressed `iTXt` chunk before the image's own chunks. */
import { PNG_XMP_KEYWORD, xmpOfChunk } from '@shared/recipe/png-xmp'
import { LARGEST_XMP } from '@shared/recipe/recipe'
import { pngChunk } from '../png-chunk'
import { packetText, type PacketWriter } from './packet'

const SIGNATURE_LENGTH = 8
const FRAME = 12 // length, type and checksum around the data

interface Place {
  readonly start: number
  readonly end: number
}

export async function embedInPng(bytes: Buffer, write: PacketWriter): Promise<Buffer | undefined> {
  let pixels: Place | undefined
  for (let start = SIGNATURE_LENGTH; start < bytes.length;) {
    const end = start + FRAME + bytes.readUInt32BE(start)
    const type = bytes.toString('latin1', start + 4, start + 8)
    if (type === 'iTXt' && isXmp(bytes, start)) return replaceChunk(bytes, { start, end }, write)
    if (type === 'IDAT') pixels ??= { start, end: start }
    if (type === 'IEND') break
    start = end
  }
  if (!pixels) return undefined
  const packet = write({ most: LARGEST_XMP })
  return packet && splice(bytes, pixels, buildChunk(packet.standard))
}

function isXmp(bytes: Buffer, start: number): boolean {
  const keyword = `${PNG_XMP_KEYWORD}\0`
  return bytes.toString('latin1', start + 8, start + 8 + keyword.length) === keyword
}

async function replaceChunk(bytes: Buffer, place: Place, write: PacketWriter): Promise<Buffer | undefined> {
  const xmp = await xmpOfChunk(bytes.subarray(place.start + 8, place.end - 4))
  const existing = xmp && packetText(xmp)
  const packet = existing === undefined ? undefined : write({ existing, most: LARGEST_XMP })
  return packet && splice(bytes, place, buildChunk(packet.standard))
}

/** Uncompressed, without language or translated keyword. */
function buildChunk(packet: string): Buffer {
  return pngChunk('iTXt', Buffer.from(`${PNG_XMP_KEYWORD}\0\0\0\0\0${packet}`))
}

function splice(bytes: Buffer, { start, end }: Place, chunk: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, start), chunk, bytes.subarray(end)])
}
