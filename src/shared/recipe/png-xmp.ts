/** XMP in PNG: an `iTXt` chunk with a keyword defined by Adobe (XMP specification part 3, 1.1.5). */
import { EndOfBytes, latin1, need, createView, type ByteSource } from './byte-source'
import { inflate } from './inflate'
import { LARGEST_XMP } from './recipe'

export const PNG_XMP_KEYWORD = 'XML:com.adobe.xmp'

/** An image of 50 MB in chunks of 8 KB has 6,400. A file made of empty chunks must not keep Easel busy. */
const MOST_CHUNKS = 20_000
const FRAME = 12 // length, type and checksum around the data

export async function pngXmp(source: ByteSource): Promise<readonly string[]> {
  let offset = 8
  for (let count = 0; count < MOST_CHUNKS; count += 1) {
    const head = await need(source, offset, 8)
    const length = createView(head).getUint32(0)
    const type = latin1(head.subarray(4, 8))
    if (type === 'IEND') return []
    if (type === 'iTXt' && length <= LARGEST_XMP) {
      const xmp = await xmpOfChunk(await need(source, offset + 8, length))
      if (xmp) return [new TextDecoder().decode(xmp)]
    }
    offset += FRAME + length
  }
  throw new EndOfBytes()
}

/**
 * The chunk consists of keyword, NUL, compression flag, method, language, NUL, translated keyword, NUL, text. Undefined
 * when it isn't XMP or is unreadable.
 */
export async function xmpOfChunk(data: Uint8Array): Promise<Uint8Array | undefined> {
  const keyword = PNG_XMP_KEYWORD.length
  if (latin1(data.subarray(0, keyword + 1)) !== `${PNG_XMP_KEYWORD}\0`) return undefined
  const compressed = data[keyword + 1] === 1
  const language = data.indexOf(0, keyword + 3)
  const translated = language === -1 ? -1 : data.indexOf(0, language + 1)
  if (translated === -1) return undefined
  const text = data.subarray(translated + 1)
  return compressed ? inflate(text, LARGEST_XMP) : text
}
