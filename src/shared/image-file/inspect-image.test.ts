import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspectImage } from './inspect-image'
import {
  sampleExtendedWebp,
  sampleJpeg,
  sampleLossyWebp,
  samplePng,
  OTHER_SAMPLES,
  SAMPLES,
} from '../../../tests/support/main/sample-images'
import { UnsoundImage, type ImageFacts, type UnsoundReason } from './unsound-image'

const samples = Object.entries({ ...SAMPLES, ...OTHER_SAMPLES })
const FORMATS: Readonly<Record<string, string>> = {
  PNG: 'png',
  JPEG: 'jpeg',
  WebP: 'webp',
  AVIF: 'avif',
  GIF: 'gif',
  BMP: 'bmp',
}

/** A TIFF structure with this single entry. */
function createExif(orientation: number, order: 'II' | 'MM'): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write(order, 0, 'latin1')
  const isLittle = order === 'II'
  const write16 = (value: number, at: number) =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  const write32 = (value: number, at: number) =>
    isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at)
  write16(42, 2)
  write32(8, 4)
  write16(1, 8)
  write16(0x0112, 10)
  write16(3, 12)
  write32(1, 14)
  write16(orientation, 18)
  return tiff
}

function turnedJpeg(tiff: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.of(0xff, 0xe1, 0, content.length + 2)
  return Buffer.concat([sampleJpeg.subarray(0, 2), head, content, sampleJpeg.subarray(2)])
}

function turnedPng(tiff: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(tiff.length)
  const chunk = Buffer.concat([length, Buffer.from('eXIf', 'latin1'), tiff, Buffer.alloc(4)])
  return Buffer.concat([samplePng.subarray(0, 33), chunk, samplePng.subarray(33)])
}

function turnedWebp(tiff: Buffer): Buffer {
  const head = Buffer.from('EXIF....', 'latin1')
  head.writeUInt32LE(tiff.length, 4)
  const bytes = Buffer.concat([sampleExtendedWebp, head, tiff])
  bytes.writeUInt32LE(bytes.length - 8, 4)
  return bytes
}

function printSize({ width, height }: ImageFacts): string {
  return `${width}x${height}`
}

/** Returns the facts or the reason for the refusal. Fails the test on any other error. */
async function inspect(bytes: Uint8Array): Promise<ImageFacts | UnsoundReason> {
  try {
    return await inspectImage(bytes)
  } catch (error) {
    if (error instanceof UnsoundImage) return error.reason
    throw error
  }
}

function changed(bytes: Buffer, offset: number, ...values: readonly number[]): Buffer {
  const copy = Buffer.from(bytes)
  copy.set(values, offset)
  return copy
}

function segment(marker: number, ...data: readonly number[]): Buffer {
  return Buffer.from([0xff, marker, 0, data.length + 2, ...data])
}

const startOfImage = Buffer.of(0xff, 0xd8)
const endOfImage = Buffer.of(0xff, 0xd9)
/** Eight bits, 3 high, 5 wide, one component. */
const frame = [8, 0, 3, 0, 5, 1, 1, 0x11, 0]

describe('intact images', () => {
  test.each(samples)('%s reports its format and size', async (name, bytes) => {
    const format = FORMATS[name.split(' ').at(-1) ?? '']
    const size = format === 'avif' ? { width: 2, height: 2 } : { width: 20, height: 12 }
    expect(await inspectImage(bytes)).toEqual({ format, ...size })
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('with EXIF orientation %i has the size that is shown', async (orientation) => {
    const size = orientation >= 5 ? { width: 12, height: 20 } : { width: 20, height: 12 }
    for (const order of ['II', 'MM'] as const) {
      const tiff = createExif(orientation, order)
      expect(await inspectImage(turnedJpeg(tiff))).toEqual({ format: 'jpeg', ...size })
      expect(await inspectImage(turnedPng(tiff))).toEqual({ format: 'png', ...size })
      // Chromium ignores the orientation of WebP.
      expect(await inspectImage(turnedWebp(tiff))).toEqual({ format: 'webp', width: 20, height: 12 })
    }
  })

  test('with its orientation behind other metadata, and among other entries, has the size that is shown', async () => {
    const tiff = createExif(6, 'MM')
    // Two entries; the second has the orientation.
    const longer = Buffer.concat([
      tiff.subarray(0, 10),
      Buffer.from('010f000200000001', 'hex'),
      Buffer.alloc(4),
      tiff.subarray(10),
    ])
    longer.writeUInt16BE(2, 8)
    const jpeg = turnedJpeg(longer)
    const xmp = Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>', 'latin1')
    const behindXmp = Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, ...xmp), segment(0xed, 0), jpeg.subarray(2)])
    expect(await inspectImage(jpeg)).toMatchObject({ width: 12, height: 20 })
    expect(await inspectImage(behindXmp)).toMatchObject({ width: 12, height: 20 })
    // The thumbnail's directory doesn't describe the image itself.
    const ofThumbnail = Buffer.concat([tiff.subarray(0, 8), Buffer.from('00000000000e', 'hex'), tiff.subarray(8)])
    expect(await inspectImage(turnedJpeg(ofThumbnail))).toMatchObject({ width: 20, height: 12 })
  })

  test.each([0, 9, 65535])('with the orientation %i, which there is not, is not turned', async (orientation) => {
    expect(await inspectImage(turnedJpeg(createExif(orientation, 'II')))).toMatchObject({ width: 20, height: 12 })
  })

  test('metadata that is rubbish turns nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.nat(30), async (rubbish, keep) => {
        const tiff = Buffer.concat([createExif(1, 'MM').subarray(0, keep), rubbish])
        expect(['12x20', '20x12']).toContain(printSize(await inspectImage(turnedJpeg(tiff))))
      }),
    )
  })

  test('bytes inside a larger buffer are read from their own start', async () => {
    const inside = new Uint8Array(Buffer.concat([Buffer.from('prefix'), sampleJpeg, Buffer.from('suffix')]).buffer)
    const start = Buffer.from(inside.buffer).indexOf(sampleJpeg)
    expect(await inspectImage(inside.subarray(start, start + sampleJpeg.length))).toMatchObject({ format: 'jpeg' })
  })

  test.each(samples)('bytes after the end of %s do not matter', async (_name, bytes) => {
    expect(await inspectImage(Buffer.concat([bytes, Buffer.from('\n<html>')]))).toEqual(await inspectImage(bytes))
  })

  test('a progressive JPEG with several scans, stuffed bytes, restarts and fill bytes is read to its end', async () => {
    const bytes = Buffer.concat([
      startOfImage,
      segment(0xe1, 0xff, 0xd9, 0xff, 0xda), // metadata that looks like markers
      segment(0xc2, ...frame),
      segment(0xda, 1, 2, 3),
      Buffer.of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56),
      Buffer.of(0xff, 0xff),
      segment(0xc4, 0xff, 0xd9).subarray(1),
      segment(0xda, 1, 2, 3),
      Buffer.of(0x12),
      endOfImage,
    ])
    expect(await inspectImage(bytes)).toEqual({ format: 'jpeg', width: 5, height: 3 })
  })
})

test('a WebP chunk of odd length is followed by one byte of padding', async () => {
  const metadata = Buffer.from('EXIF\x03\x00\x00\x00abc\x00', 'latin1')
  const bytes = Buffer.concat([sampleExtendedWebp.subarray(0, 30), metadata, sampleExtendedWebp.subarray(30)])
  bytes.writeUInt32LE(bytes.length - 8, 4)
  expect(await inspectImage(bytes)).toEqual({ format: 'webp', width: 20, height: 12 })
})

describe('refused', () => {
  test.each([
    ['nothing', ''],
    ['a web page', '<!doctype html><script>alert(1)</script>'],
    ['a sound file in the same container as WebP', 'RIFF\x04\x00\x00\x00WAVE'],
    ['an error message', '{"error":{"message":"no"}}'],
  ])('%s is not an image', async (_name, text) => {
    expect(await inspect(Buffer.from(text, 'latin1'))).toBe('not-an-image')
  })

  test.each(samples)('%s truncated anywhere is refused', async (_name, bytes) => {
    const cuts = await Promise.all(
      Array.from({ length: bytes.length }, (_, length) => inspect(bytes.subarray(0, length))),
    )
    expect(cuts.filter((outcome) => typeof outcome !== 'string')).toEqual([])
    expect(await inspect(bytes.subarray(0, bytes.length - 3))).toBe('truncated')
  })

  test.each([
    ['a PNG of 10,001 by 10,000', changed(samplePng, 16, 0, 0, 0x27, 0x11, 0, 0, 0x27, 0x10), 'too-many-pixels'],
    ['a PNG with edges beyond 32 bits of pixels', changed(samplePng, 16, 0x7f, 255, 255, 255, 0x7f), 'too-many-pixels'],
    ['a WebP of 16,777,216 squared', changed(sampleExtendedWebp, 24, 255, 255, 255, 255, 255, 255), 'too-many-pixels'],
    ['a PNG without width', changed(samplePng, 16, 0, 0, 0, 0), 'malformed'],
    ['a PNG that does not begin with its header', changed(samplePng, 12, 0x61), 'malformed'],
    ['a PNG with a chunk that has no name', changed(samplePng, 37, 0), 'malformed'],
    ['a PNG with a chunk longer than the format allows', changed(samplePng, 33, 0xff), 'malformed'],
    ['a PNG with a chunk longer than the file', changed(samplePng, 33, 0x01), 'truncated'],
    ['a PNG without pixels', Buffer.concat([samplePng.subarray(0, 33), samplePng.subarray(-12)]), 'malformed'],
    ['a JPEG without frame', Buffer.concat([startOfImage, segment(0xda, 1), endOfImage]), 'malformed'],
    ['a JPEG without scan', Buffer.concat([startOfImage, segment(0xc0, ...frame), endOfImage]), 'malformed'],
    ['a JPEG whose frame header is too short', Buffer.concat([startOfImage, segment(0xc0, 8, 0, 3)]), 'malformed'],
    ['a JPEG with garbage between segments', Buffer.concat([startOfImage, Buffer.of(0xff, 0x00, 0, 0)]), 'malformed'],
    ['a JPEG with a segment without length', Buffer.concat([startOfImage, Buffer.of(0xff, 0xe1, 0, 1)]), 'malformed'],
    ['a WebP whose first chunk is no image', changed(sampleLossyWebp, 12, 0x58), 'malformed'],
    ['a WebP whose chunk leaves its container', changed(sampleLossyWebp, 16, 0xff), 'malformed'],
    ['a lossy WebP without its start code', changed(sampleLossyWebp, 23, 0), 'malformed'],
    ['an extended WebP without pixels', changed(sampleExtendedWebp.subarray(0, 30), 4, 22), 'malformed'],
  ])('%s', async (_name, bytes, reason) => {
    expect(await inspect(bytes)).toBe(reason)
  })

  test('10,000 by 10,000 is still an image', async () => {
    expect(await inspect(changed(samplePng, 16, 0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10))).toMatchObject({ width: 10_000 })
  })
})

describe('any bytes give either facts or a refusal', () => {
  const anySample = fc.constantFrom(...samples.map(([, bytes]) => bytes))

  test('random bytes after a real beginning', async () => {
    await fc.assert(
      fc.asyncProperty(anySample, fc.nat(40), fc.uint8Array({ maxLength: 400 }), async (sample, keep, rest) => {
        await inspect(Buffer.concat([sample.subarray(0, keep), rest]))
      }),
      { numRuns: 5000 },
    )
  })

  test('real images with bytes changed, removed and inserted', async () => {
    const edit = fc.record({ at: fc.nat(600), drop: fc.nat(8), insert: fc.uint8Array({ maxLength: 8 }) })
    await fc.assert(
      fc.asyncProperty(anySample, fc.array(edit, { maxLength: 6 }), async (sample, edits) => {
        const bytes = edits.reduce<Buffer>(
          (before, { at, drop, insert }) => Buffer.concat([before.subarray(0, at), insert, before.subarray(at + drop)]),
          sample,
        )
        await inspect(bytes)
      }),
      { numRuns: 5000 },
    )
  })

  test('megabytes of markers that lead nowhere', async () => {
    const markers = Buffer.concat([startOfImage, Buffer.alloc(8_000_000, 0xff)])
    expect(await inspect(markers)).toBe('truncated')
  })
})
