import fc from 'fast-check'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bufferSource } from './byte-source'
import { findXmp } from './find-xmp'
import { JPEG_EXTENSION_HEADER, JPEG_XMP_HEADER } from './jpeg-xmp'
import { LARGEST_XMP } from './xmp-packet'

/** A source that counts how many bytes were read. */
function counted(bytes: Uint8Array) {
  const source = bufferSource(bytes)
  const counts = { reads: 0, bytes: 0 }
  return {
    counts,
    size: source.size,
    read: (offset: number, length: number) => {
      counts.reads += 1
      counts.bytes += length
      return source.read(offset, length)
    },
  }
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const KEYWORD = Buffer.from('XML:com.adobe.xmp\0')

/** The checksum isn't checked: a wrong one does no harm. */
function chunk(type: string, data: Uint8Array = Buffer.alloc(0), claimed = data.length): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(claimed)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, data, Buffer.alloc(4)])
}

function png(...chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([SIGNATURE, chunk('IHDR', Buffer.alloc(13)), ...chunks])
}

function segment(data: Uint8Array, marker = 0xe1): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0)
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

function jpeg(...segments: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.of(0xff, 0xd8), ...segments, Buffer.of(0xff, 0xda, 0, 2)])
}

function webp(...chunks: readonly (readonly [string, string])[]): Buffer {
  const body = chunks.map(([type, data]) => {
    const head = Buffer.alloc(8)
    head.write(type)
    head.writeUInt32LE(data.length, 4)
    return Buffer.concat([head, Buffer.from(data), Buffer.alloc(data.length % 2)])
  })
  const riff = Buffer.from('RIFF\0\0\0\0WEBP')
  riff.writeUInt32LE(4 + body.reduce((sum, { length }) => sum + length, 0), 4)
  return Buffer.concat([riff, ...body])
}

const xmp = Buffer.from('<x:xmpmeta/>')
const plain = Buffer.concat([KEYWORD, Buffer.alloc(4), xmp])
const carriers: readonly [string, Buffer][] = [
  ['a PNG, before its image', png(chunk('iTXt', plain), chunk('IDAT'), chunk('IEND'))],
  ['a PNG, behind its image', png(chunk('IDAT'), chunk('iTXt', plain), chunk('IEND'))],
  ['a PNG, compressed', png(chunk('iTXt', Buffer.concat([KEYWORD, Buffer.of(1, 0, 0, 0), deflateSync(xmp)])))],
  ['a PNG, in a language', png(chunk('iTXt', Buffer.concat([KEYWORD, Buffer.from('\0\0en\0XMP\0'), xmp])))],
  ['a JPEG', jpeg(segment(Buffer.concat([Buffer.from(JPEG_XMP_HEADER), xmp])))],
  ['a WebP', webp(['VP8 ', 'odd'], ['XMP ', xmp.toString()])],
]

test.each(carriers)('the packet of %s is found', async (_name, bytes) => {
  expect(await findXmp(bufferSource(bytes))).toEqual({ kind: 'packets', packets: ['<x:xmpmeta/>'] })
})

test('the packet of an SVG is found', async () => {
  const packet = '<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>'
  const drawing = Buffer.from(`<svg><metadata>${packet}</metadata></svg>`)
  expect(await findXmp(bufferSource(drawing))).toEqual({ kind: 'packets', packets: [packet] })
  expect(await findXmp(bufferSource(Buffer.from('<svg/>')))).toEqual({ kind: 'none' })
})

test('a large image is skipped, not read', async () => {
  const source = counted(png(chunk('IDAT', Buffer.alloc(30_000_000)), chunk('iTXt', plain), chunk('IEND')))
  expect(await findXmp(source)).toMatchObject({ kind: 'packets' })
  expect(source.counts.bytes).toBeLessThan(200_000)
})

test('an image in thousands of pieces is not read one by one', async () => {
  const pieces = Array.from({ length: 6_000 }, () => chunk('IDAT', Buffer.alloc(100)))
  const source = counted(png(...pieces, chunk('IEND')))
  expect(await findXmp(source)).toEqual({ kind: 'none' })
  expect(source.counts.reads).toBeLessThan(20)
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('<p onload="alert(1)"/>')],
  ['a GIF', Buffer.from('GIF89a')],
  ['half a signature', SIGNATURE.subarray(0, 5)],
])('%s is no image', async (_name, bytes) => {
  expect(await findXmp(bufferSource(bytes))).toEqual({ kind: 'not-an-image' })
})

describe('a hostile file does no harm:', () => {
  test('truncated anywhere', async () => {
    for (const [, bytes] of carriers) {
      for (let length = 0; length < bytes.length; length += 1) {
        expect((await findXmp(bufferSource(bytes.subarray(0, length)))).kind).toMatch(/./)
      }
    }
  })

  test('any bytes after a signature', async () => {
    const signatures = fc.constantFrom(
      SIGNATURE,
      Buffer.from('\xff\xd8\xff', 'latin1'),
      Buffer.from('RIFF\xff\xff\0\0WEBP', 'latin1'),
    )
    await fc.assert(
      fc.asyncProperty(signatures, fc.uint8Array({ maxLength: 400 }), async (signature, bytes) => {
        expect((await findXmp(bufferSource(Buffer.concat([signature, bytes])))).kind).toMatch(/./)
      }),
      { numRuns: 3_000 },
    )
  })

  test('a packet that unpacks to a hundred megabytes is stopped', async () => {
    const bomb = deflateSync(Buffer.alloc(100 * 1024 * 1024), { level: 9 })
    const bytes = png(chunk('iTXt', Buffer.concat([KEYWORD, Buffer.of(1, 0, 0, 0), bomb])), chunk('IEND'))
    const before = process.memoryUsage().arrayBuffers
    expect(await findXmp(bufferSource(bytes))).toEqual({ kind: 'none' })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * LARGEST_XMP)
  })

  test('data that claims to be compressed and is not', async () => {
    const bytes = png(chunk('iTXt', Buffer.concat([KEYWORD, Buffer.of(1, 0, 0, 0), xmp])), chunk('IEND'))
    expect(await findXmp(bufferSource(bytes))).toEqual({ kind: 'none' })
  })

  test.each([
    ['a PNG chunk of four gigabytes', png(chunk('iTXt', plain, 0xffff_ffff))],
    ['a packet larger than any', png(chunk('iTXt', plain, LARGEST_XMP + 1))],
    [
      'a hundred thousand empty PNG chunks',
      png(...Array.from({ length: 100_000 }, () => chunk('eMPt')), chunk('IEND')),
    ],
    ['ten thousand JPEG segments', jpeg(...Array.from({ length: 10_000 }, () => segment(Buffer.alloc(0), 0xe5)))],
    ['a JPEG segment shorter than its own length', Buffer.of(0xff, 0xd8, 0xff, 0xe1, 0, 1, 0, 0)],
    ['a hundred thousand empty WebP chunks', webp(...Array.from({ length: 100_000 }, () => ['eMPt', ''] as const))],
  ])('%s', async (_name, bytes) => {
    expect(await findXmp(bufferSource(bytes))).toEqual({ kind: 'damaged' })
  })

  test('an extension that claims gigabytes, or misstates where its parts belong', async () => {
    const guid = 'A'.repeat(32)
    const part = (length: number, offset: number): Buffer => {
      const place = Buffer.alloc(8)
      place.writeUInt32BE(length)
      place.writeUInt32BE(offset, 4)
      return segment(Buffer.concat([Buffer.from(JPEG_EXTENSION_HEADER + guid), place, Buffer.from('text')]))
    }
    const standard = segment(Buffer.from(`${JPEG_XMP_HEADER}<x xmpNote:HasExtendedXMP="${guid}"/>`))
    const readPackets = async (...parts: readonly Buffer[]) => findXmp(bufferSource(jpeg(standard, ...parts)))
    expect(await readPackets(part(0xffff_ffff, 0))).toMatchObject({ packets: [expect.any(String)] })
    expect(await readPackets(part(4, 0xffff_fff0))).toMatchObject({ packets: [expect.any(String), '\0\0\0\0'] })
    expect(await readPackets(part(8, 4), part(8, 0))).toMatchObject({ packets: [expect.any(String), 'texttext'] })
  })
})
