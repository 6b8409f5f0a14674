/**
 * Reads the pixels of a PNG row by row, as 8-bit RGBA. Inflating runs on Node's own threads and rows are yielded one by
 * one, so main stays free. Interlaced files aren't supported.
 */
import { Readable } from 'node:stream'
import { createInflate } from 'node:zlib'
import { bufferSource, readData } from '@shared/image-file/byte-source'
import { createView } from '@shared/image-file/bytes'
import { readPngChunks } from '@shared/image-file/png-chunks'
import { UnsoundImage } from '@shared/image-file/unsound-image'

export interface PngRows {
  readonly width: number
  readonly height: number
  /** Each row is valid only until the next one is requested. Throws `UnsoundImage` if the data ends early. */
  readonly rows: AsyncIterable<Uint8Array>
}

interface Layout {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colorType: ColorType
  readonly palette: Uint8Array
  readonly transparency: Uint8Array | undefined
}

/** The number of samples per pixel, by the color type in the header. */
const SAMPLES = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const
type ColorType = keyof typeof SAMPLES

/** Rejects with `UnsoundImage` if it isn't a supported PNG. */
export async function readPngRows(bytes: Uint8Array): Promise<PngRows> {
  const source = bufferSource(bytes)
  const data: Uint8Array[] = []
  let header: Uint8Array | undefined
  let palette = new Uint8Array()
  let transparency: Uint8Array | undefined
  for await (const chunk of readPngChunks(source)) {
    if (chunk.type === 'IHDR') header = await readData(source, chunk)
    else if (chunk.type === 'PLTE') palette = new Uint8Array(await readData(source, chunk))
    else if (chunk.type === 'tRNS') transparency = await readData(source, chunk)
    else if (chunk.type === 'IDAT') data.push(await readData(source, chunk))
  }
  if (!header || header.length < 13) throw new UnsoundImage('malformed')
  const view = createView(header)
  const [depth = 0, colorType = 0, , , interlace = 0] = header.subarray(8)
  if (!isColorType(colorType) || interlace !== 0 || ![1, 2, 4, 8, 16].includes(depth))
    throw new UnsoundImage('malformed')
  const layout = { width: view.getUint32(0), height: view.getUint32(4), depth, colorType, palette, transparency }
  return { width: layout.width, height: layout.height, rows: readRows(layout, data) }
}

function isColorType(value: number): value is ColorType {
  return value in SAMPLES
}

async function* readRows(layout: Layout, data: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  const bits = SAMPLES[layout.colorType] * layout.depth
  const length = Math.ceil((layout.width * bits) / 8)
  const step = Math.max(1, bits >> 3)
  const rgba = new Uint8Array(layout.width * 4)
  let before = new Uint8Array(length)
  let row = new Uint8Array(length)
  let count = 0
  for await (const filtered of cutPieces(Readable.from(data).pipe(createInflate()), length + 1)) {
    unfilter(filtered, before, row, step)
    toRgba(layout, row, rgba)
    yield rgba
    const spare = before
    before = row
    row = spare
    count += 1
    if (count === layout.height) return
  }
  throw new UnsoundImage('truncated')
}

/** Yields pieces of exactly this length. Drops what is left at the end. */
async function* cutPieces(stream: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(length)
  let filled = 0
  try {
    for await (const chunk of stream) {
      for (let at = 0; at < chunk.length;) {
        const taken = chunk.subarray(at, at + length - filled)
        piece.set(taken, filled)
        filled += taken.length
        at += taken.length
        if (filled < length) continue
        yield piece
        filled = 0
      }
    }
  } catch (error) {
    if (error instanceof UnsoundImage) throw error
    throw new UnsoundImage('malformed')
  }
}

/** Undoes the filter of a row (PNG, third edition, 9.2). `step`: bytes per pixel. */
function unfilter(filtered: Uint8Array, before: Uint8Array, row: Uint8Array, step: number): void {
  const filter = filtered[0] ?? 0
  for (let at = 0; at < row.length; at += 1) {
    const left = at < step ? 0 : (row[at - step] ?? 0)
    const above = before[at] ?? 0
    const corner = at < step ? 0 : (before[at - step] ?? 0)
    row[at] = (filtered[at + 1] ?? 0) + predict(filter, left, above, corner)
  }
}

function predict(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0
    case 1:
      return left
    case 2:
      return above
    case 3:
      return (left + above) >> 1
    case 4:
      return predictByPaeth(left, above, corner)
    default:
      throw new UnsoundImage('malformed')
  }
}

function predictByPaeth(left: number, above: number, corner: number): number {
  const base = left + above - corner
  const [toLeft, toAbove, toCorner] = [Math.abs(base - left), Math.abs(base - above), Math.abs(base - corner)]
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}

function toRgba(layout: Layout, row: Uint8Array, rgba: Uint8Array): void {
  const { width, colorType, palette, transparency, depth } = layout
  const samples = SAMPLES[colorType]
  for (let x = 0; x < width; x += 1) {
    const read = (sample: number): number => readSample(row, x * samples + sample, depth)
    const first = read(0)
    const to = x * 4
    if (colorType === 3) {
      rgba.set(palette.subarray(first * 3, first * 3 + 3), to)
      rgba[to + 3] = transparency?.[first] ?? 255
      continue
    }
    const isGray = samples < 3
    rgba[to] = toByte(first, depth)
    rgba[to + 1] = isGray ? toByte(first, depth) : toByte(read(1), depth)
    rgba[to + 2] = isGray ? toByte(first, depth) : toByte(read(2), depth)
    if (colorType === 4 || colorType === 6) rgba[to + 3] = toByte(read(samples - 1), depth)
    else rgba[to + 3] = isKeyed(transparency, samples, read) ? 0 : 255
  }
}

/** Whether a pixel has the color that the file declares transparent. */
function isKeyed(key: Uint8Array | undefined, samples: number, read: (sample: number) => number): boolean {
  if (!key || key.length < samples * 2) return false
  const view = createView(key)
  for (let sample = 0; sample < samples; sample += 1) {
    if (view.getUint16(sample * 2) !== read(sample)) return false
  }
  return true
}

function readSample(row: Uint8Array, index: number, depth: number): number {
  if (depth === 8) return row[index] ?? 0
  if (depth === 16) return ((row[index * 2] ?? 0) << 8) | (row[index * 2 + 1] ?? 0)
  const bit = index * depth
  return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
}

function toByte(sample: number, depth: number): number {
  if (depth === 8) return sample
  return depth === 16 ? sample >> 8 : Math.round((sample * 255) / ((1 << depth) - 1))
}
