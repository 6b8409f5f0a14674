import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { inspectImage } from '../../objects/inspect-image'
import { createRandom } from './noise'
import { encodePng, type Pixels } from './png'

const atOnce = async (): Promise<void> => {}

function somePixels(width: number, height: number): Pixels {
  const random = createRandom(7)
  // Smooth, flat and noisy areas, so that every filter is worth choosing somewhere.
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, index) => {
    const [x, y] = [(index / 3) % width, Math.floor(index / 3 / width)]
    return y < height / 3 ? x * 3 : y < height / 2 ? y * 5 : random() * 256
  })
  return { width, height, rgb }
}

/** The pixels of a PNG as the specification says to read them. */
function decodePng(png: Buffer, width: number, height: number): { rgb: Uint8Array; filters: Set<number> } {
  const start = png.indexOf('IDAT') + 4
  const raw = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)))
  const stride = width * 3
  const rgb = new Uint8Array(stride * height)
  const filters = new Set<number>()
  const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : (rgb[y * stride + x] as number))
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] as number
    filters.add(filter)
    for (let x = 0; x < stride; x += 1) {
      const [left, up, corner] = [at(x - 3, y), at(x, y - 1), x < 3 ? 0 : at(x - 3, y - 1)]
      const estimate = left + up - corner
      const closest = [left, up, corner].sort((a, b) => Math.abs(estimate - a) - Math.abs(estimate - b))[0] as number
      const expected = [0, left, up, (left + up) >> 1, closest][filter] as number
      rgb[y * stride + x] = (raw[y * (stride + 1) + 1 + x] as number) + expected
    }
  }
  return { rgb, filters }
}

test('every pixel can be read back', async () => {
  const pixels = somePixels(61, 47)
  const { rgb, filters } = decodePng(await encodePng(pixels, 'a note', atOnce), 61, 47)

  expect(Buffer.from(rgb).equals(pixels.rgb)).toBe(true)
  expect(filters.size).toBeGreaterThan(1)
})

test('the file is a sound image that says what it is', async () => {
  const png = await encodePng(somePixels(20, 10), 'Drawn for a test.', atOnce)

  expect(inspectImage(png)).toEqual({ format: 'png', width: 20, height: 10 })
  expect(png.includes('Comment\0Drawn for a test.')).toBe(true)
  // The checksum of an empty IEND chunk is the same in every PNG there is.
  expect(png.subarray(-4).toString('hex')).toBe('ae426082')
})

test.each([
  ['among the rows', 3],
  ['during compression', 11],
])('whoever stops it %s learns why', async (_when, at) => {
  const stop = new Error('stopped')
  let breaths = 0
  const stopping = async (): Promise<void> => {
    breaths += 1
    if (breaths === at) throw stop
  }

  await expect(encodePng(somePixels(20, 10), '', stopping)).rejects.toBe(stop)
  expect(breaths).toBe(at)
})
