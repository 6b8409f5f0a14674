/** Reads the alpha of a PNG as browsers write it: 8 bits per channel, RGBA, not interlaced. */
import { inflateSync } from 'node:zlib'

export interface ReadMask {
  readonly width: number
  readonly height: number
  /** Of each pixel, row by row. */
  readonly alpha: Uint8Array
  /** Whether a transparent pixel has a color. */
  readonly hasHiddenColor: boolean
}

export function readMask(png: Buffer): ReadMask {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  if (png[24] !== 8 || png[25] !== 6 || png[28] !== 0) throw new Error('Not an RGBA image of 8 bits')
  const rows = inflateSync(Buffer.concat(listData(png)))
  const stride = width * 4
  const alpha = new Uint8Array(width * height)
  let hasHiddenColor = false
  let before = new Uint8Array(stride)
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1)
    const row = unfilter(rows.subarray(start + 1, start + 1 + stride), before, rows[start] ?? 0)
    for (let x = 0; x < width; x += 1) {
      alpha[y * width + x] = row[x * 4 + 3]!
      if (row[x * 4 + 3] === 0 && row[x * 4]! + row[x * 4 + 1]! + row[x * 4 + 2]! > 0) hasHiddenColor = true
    }
    before = row
  }
  return { width, height, alpha, hasHiddenColor }
}

/** The share of the pixels that are to change. */
export function measureTransparent({ alpha }: ReadMask): number {
  return alpha.filter((value) => value === 0).length / alpha.length
}

export function readAlpha({ alpha, width }: ReadMask, x: number, y: number): number {
  return alpha[y * width + x]!
}

function listData(png: Buffer): readonly Buffer[] {
  const data: Buffer[] = []
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return data
}

function unfilter(row: Uint8Array, before: Uint8Array, filter: number): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(row.length)
  for (let at = 0; at < row.length; at += 1) {
    const [left, above, corner] = [at < 4 ? 0 : result[at - 4]!, before[at]!, at < 4 ? 0 : before[at - 4]!]
    const predictions = [0, left, above, (left + above) >> 1, predict(left, above, corner)]
    result[at] = row[at]! + predictions[filter]!
  }
  return result
}

/** Paeth's predictor. */
function predict(left: number, above: number, corner: number): number {
  const base = left + above - corner
  const [a, b, c] = [Math.abs(base - left), Math.abs(base - above), Math.abs(base - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}
