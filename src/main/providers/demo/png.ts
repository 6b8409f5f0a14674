import { finished } from 'node:stream/promises'
import { createDeflate } from 'node:zlib'
import { pngChunk } from '../../objects/png-chunk'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue, row by row from the top, one byte each. */
  readonly rgb: Uint8Array
}

const SIGNATURE = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const BYTES_PER_PIXEL = 3

/** Compressed at a time: some 30 ms of another thread's work, after which a Stop is noticed. */
const PIECE_BYTES = 256 * 1024

/**
 * A PNG of 8 bits per channel with a note of what it is. `breathe` is awaited after every row and every piece, and its
 * rejection ends the work; the compression itself runs beside the main thread.
 */
export async function encodePng(pixels: Pixels, note: string, breathe: () => Promise<void>): Promise<Buffer> {
  const { width, height } = pixels
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8) // bit depth, truecolour, deflate, adaptive filters, not interlaced
  const compressed = await compress(await filtered(pixels, breathe), breathe)
  return Buffer.concat([
    SIGNATURE,
    pngChunk('IHDR', header),
    pngChunk('sRGB', Buffer.of(0)),
    pngChunk('tEXt', Buffer.from(`Comment\0${note}`, 'latin1')),
    pngChunk('IDAT', compressed),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

async function compress(bytes: Buffer, breathe: () => Promise<void>): Promise<Buffer> {
  const deflate = createDeflate({ level: 7, memLevel: 9 })
  const parts: Buffer[] = []
  deflate.on('data', (part: Buffer) => parts.push(part))
  const ended = finished(deflate)
  // Whoever stops early gets the reason from `breathe`; that the stream was cut off is no second error.
  ended.catch(() => undefined)
  try {
    for (let offset = 0; offset < bytes.length; offset += PIECE_BYTES) {
      const piece = bytes.subarray(offset, offset + PIECE_BYTES)
      await new Promise<void>((resolve, reject) => deflate.write(piece, (error) => (error ? reject(error) : resolve())))
      await breathe()
    }
    deflate.end()
    await ended
  } finally {
    deflate.destroy()
  }
  return Buffer.concat(parts)
}

/** The rows, each behind the number of the filter that leaves the smallest differences (PNG specification, 12.8). */
async function filtered({ width, height, rgb }: Pixels, breathe: () => Promise<void>): Promise<Buffer> {
  const stride = width * BYTES_PER_PIXEL
  const result = Buffer.alloc(height * (stride + 1))
  let above: Uint8Array = new Uint8Array(stride)
  const trials = [1, 2, 4].map((filter) => ({ filter, row: new Uint8Array(stride) }))
  for (let y = 0; y < height; y += 1) {
    const row = rgb.subarray(y * stride, (y + 1) * stride)
    let best = trials[0]
    let least = Number.POSITIVE_INFINITY
    for (const trial of trials) {
      const sum = applyFilter(trial.filter, row, above, trial.row)
      if (sum < least) {
        least = sum
        best = trial
      }
    }
    result[y * (stride + 1)] = best?.filter ?? 0
    result.set(best?.row ?? row, y * (stride + 1) + 1)
    above = row
    await breathe()
  }
  return result
}

/** Writes the filtered row and yields the sum of its differences: 1 from the left, 2 from above, 4 Paeth. */
function applyFilter(filter: number, row: Uint8Array, above: Uint8Array, into: Uint8Array): number {
  let sum = 0
  for (let index = 0; index < row.length; index += 1) {
    const left = index < BYTES_PER_PIXEL ? 0 : (row[index - BYTES_PER_PIXEL] as number)
    const up = above[index] as number
    const corner = index < BYTES_PER_PIXEL ? 0 : (above[index - BYTES_PER_PIXEL] as number)
    const expected = filter === 1 ? left : filter === 2 ? up : paeth(left, up, corner)
    const difference = ((row[index] as number) - expected) & 0xff
    into[index] = difference
    sum += difference < 128 ? difference : 256 - difference
  }
  return sum
}

function paeth(left: number, up: number, corner: number): number {
  const fromLeft = Math.abs(up - corner)
  const fromUp = Math.abs(left - corner)
  const fromCorner = Math.abs(left + up - 2 * corner)
  if (fromLeft <= fromUp && fromLeft <= fromCorner) return left
  return fromUp <= fromCorner ? up : corner
}
