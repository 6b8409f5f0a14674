/** Promises of all readers and writers together, tested with thousands of intact, truncated and modified files. */
import fc from 'fast-check'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bufferSource, readData, type ByteSource, type Part } from './byte-source'
import { concat, createView, latin1Bytes } from './bytes'
import { findContainer } from './container'
import { findXmp } from './find-xmp'
import { inspectImage } from './inspect-image'
import { buildJpegSegment, readJpegSegments, JPEG_MARKER } from './jpeg-segments'
import { JPEG_XMP_HEADER } from './jpeg-xmp'
import { buildPngChunk, readPngChunks } from './png-chunks'
import {
  OTHER_SAMPLES,
  sampleExtendedWebp,
  sampleJpeg,
  samplePng,
  SAMPLES,
} from '../../../tests/support/main/sample-images'
import { UnsoundImage } from './unsound-image'
import { buildWebpChunk, readWebpChunks } from './webp-chunks'
import { writeXmp } from './write-xmp'
import type { PacketWriter } from './xmp-packet'

function pngWith(type: string, data: Uint8Array): Buffer {
  return Buffer.concat([samplePng.subarray(0, 33), buildPngChunk(type, data), samplePng.subarray(33)])
}

function jpegWith(data: Uint8Array): Buffer {
  return Buffer.concat([sampleJpeg.subarray(0, 20), buildJpegSegment(0xe1, data), sampleJpeg.subarray(20)])
}

function webpWith(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.concat([sampleExtendedWebp, buildWebpChunk(type, data)])
  bytes.writeUInt32LE(bytes.length - 8, 4)
  return bytes
}

const packet = Buffer.from('<x:xmpmeta/>')
const TURNED = Buffer.from('II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0', 'latin1')
const files: readonly Buffer[] = [
  ...Object.values({ ...SAMPLES, ...OTHER_SAMPLES }),
  pngWith('iTXt', latin1Bytes(`XML:com.adobe.xmp\0\0\0\0\0${packet}`)),
  pngWith('iTXt', concat([latin1Bytes('XML:com.adobe.xmp\0\x01\0\0\0'), deflateSync(packet)])),
  pngWith('eXIf', TURNED),
  jpegWith(latin1Bytes(`${JPEG_XMP_HEADER}${packet}`)),
  jpegWith(concat([latin1Bytes('Exif\0\0'), TURNED])),
  webpWith('XMP ', packet),
  webpWith('C2PA', latin1Bytes('odd')),
]

/** Intact, truncated, or with bytes changed, removed, inserted or repeated. */
const anyFile = fc
  .record({
    file: fc.constantFrom(...files),
    edits: fc.array(
      fc.record({ at: fc.nat(700), drop: fc.nat(8), insert: fc.uint8Array({ maxLength: 8 }), again: fc.nat(40) }),
      { maxLength: 5 },
    ),
    cut: fc.option(fc.nat(900)),
  })
  .map(({ file, edits, cut }) => {
    const changed = edits.reduce<Buffer>(
      (bytes, { at, drop, insert, again }) =>
        Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(Math.max(0, at + drop - again))]),
      file,
    )
    // A copy, so that writes to it don't affect the next file.
    return Buffer.from(changed.subarray(0, cut ?? changed.length))
  })

/** Returns a reader's result, or undefined if it refuses. Fails the test on any other error. */
async function attempt<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof UnsoundImage) return undefined
    throw error
  }
}

const add: PacketWriter = ({ existing = '' }) => ({ standard: `${existing}<added/>` })

/** A source that counts its reads and fails the test if their number isn't linear in the size. */
function limited(bytes: Uint8Array): ByteSource {
  const source = bufferSource(bytes)
  let reads = 0
  return {
    size: source.size,
    read: (offset, length) => {
      reads += 1
      expect(reads).toBeLessThan(20 + 4 * bytes.length)
      return source.read(offset, length)
    },
  }
}

const readers = [
  ['PNG chunks', readPngChunks],
  ['JPEG segments', readJpegSegments],
  ['WebP chunks', readWebpChunks],
] as const

describe.each(readers)('%s of any file', (_name, readParts: (source: ByteSource) => AsyncIterable<Part>) => {
  test('come one after the other, inside the file, in a number of reads that its size limits', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (bytes) => {
        let before = 0
        const walk = async (): Promise<void> => {
          for await (const { start, end, data } of readParts(limited(bytes))) {
            const places = [before, start, data.start, data.end, end, bytes.length]
            expect(places.toSorted((one, other) => one - other)).toEqual(places)
            expect(end).toBeGreaterThan(before)
            before = end
          }
        }
        await attempt(walk())
      }),
      { numRuns: 2000 },
    )
  })
})

test('a file that got shorter since its size was read is damaged', async () => {
  for (const file of files.filter((bytes) => findContainer(bytes))) {
    const ends = Array.from({ length: file.length - 12 }, (_, index) => index + 12)
    const found = await Promise.all(
      ends.map((end) => findXmp({ ...bufferSource(file.subarray(0, end)), size: file.length + 1_000_000 })),
    )
    const whole = await findXmp(bufferSource(file))
    expect(found.filter(({ kind }) => kind !== 'damaged' && kind !== whole.kind)).toEqual([])
    expect(found[0]).toEqual({ kind: 'damaged' })
  }
})

describe('a file that was cut and changed', () => {
  test('is checked, searched and written into, or refused by the one error', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (bytes) => {
        await attempt(inspectImage(bytes))
        expect((await findXmp(limited(bytes))).kind).toMatch(/./)
        await attempt(writeXmp(bytes, add))
      }),
      { numRuns: 3000 },
    )
  })

  test('is the same image with a packet as without, if it is an image at all', async () => {
    let copies = 0
    await fc.assert(
      fc.asyncProperty(anyFile, async (bytes) => {
        const facts = await attempt(inspectImage(bytes))
        const original = Buffer.from(bytes)
        const copy = facts && (await writeXmp(bytes, add))
        if (!copy) return
        copies += 1
        expect(bytes.equals(original)).toBe(true)
        expect(await inspectImage(copy)).toEqual(facts)
        expect(await readPixels(copy)).toEqual(await readPixels(bytes))
        expect(await findXmp(bufferSource(copy))).toEqual({
          kind: 'packets',
          packets: [expect.stringMatching(/<added\/>$/)],
        })
      }),
      { numRuns: 3000 },
    )
    // Otherwise the test proves nothing.
    expect(copies).toBeGreaterThan(100)
  })
})

/** Every byte of the image data as decoders get it, without metadata and container framing. */
async function readPixels(bytes: Uint8Array): Promise<readonly Buffer[]> {
  const source = bufferSource(bytes)
  const found: Uint8Array[] = []
  switch (findContainer(bytes)) {
    case 'png':
      for await (const chunk of readPngChunks(source))
        if (/^[A-Z]/.test(chunk.type)) found.push(await readData(source, chunk))
      break
    case 'jpeg': {
      const before = { end: 2 }
      for await (const segment of readJpegSegments(source)) {
        // Includes the compressed data that follows the scan segment.
        const isMetadata = segment.marker >= JPEG_MARKER.app0 && segment.marker <= 0xef
        if (!isMetadata) found.push(bytes.subarray(Math.max(before.end, segment.start), segment.end))
        if (segment.marker === JPEG_MARKER.startOfScan) found.push(bytes.subarray(segment.end))
        before.end = segment.end
      }
      break
    }
    case 'webp':
      for await (const chunk of readWebpChunks(source))
        if (/^(?:VP8 |VP8L|ALPH|ANIM|ANMF|ICCP)$/.test(chunk.type)) found.push(await readData(source, chunk))
      break
    default:
  }
  return found.map((part) => Buffer.from(part))
}

describe.each(Object.entries(SAMPLES))('%s', (_name, bytes) => {
  test('gives back a packet byte for byte, and its pixels stay the same', async () => {
    const pixels = await readPixels(bytes)
    const anyPacket = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.replace(/[\ud800-\udfff\ufeff]/g, '')),
      fc.string({ minLength: 1 }).map((text) => text.repeat(Math.ceil(60_000 / text.length)).slice(0, 60_000)),
    )
    await fc.assert(
      fc.asyncProperty(anyPacket, async (standard) => {
        const copy = (await writeXmp(bytes, () => ({ standard }))) ?? new Uint8Array()
        expect(await findXmp(bufferSource(copy))).toEqual({ kind: 'packets', packets: [standard] })
        expect(await readPixels(copy)).toEqual(pixels)
        expect(await inspectImage(copy)).toEqual(await inspectImage(bytes))
      }),
      { numRuns: 200 },
    )
  })

  test('gets one packet, however often one is written', async () => {
    const once = (await writeXmp(bytes, add)) ?? new Uint8Array()
    const twice = (await writeXmp(once, add)) ?? new Uint8Array()
    expect(await findXmp(bufferSource(twice))).toEqual({ kind: 'packets', packets: ['<added/><added/>'] })
    expect(twice.length).toBe(once.length + '<added/>'.length)
  })
})

test('a JPEG gives back what needs an extension', async () => {
  const guid = '0123456789ABCDEF'.repeat(2)
  const standard = `<x xmpNote:HasExtendedXMP="${guid}"/>`
  const text = 'äöü'.repeat(100_000)
  const copy = (await writeXmp(sampleJpeg, () => ({ standard, extension: { guid, text } }))) ?? new Uint8Array()
  expect(await findXmp(bufferSource(copy))).toEqual({ kind: 'packets', packets: [standard, text] })
})

test.each(Object.entries(OTHER_SAMPLES))('%s is left alone', async (_name, bytes) => {
  expect(await writeXmp(bytes, add)).toBeUndefined()
})

describe('the compressed data of a scan is searched to its end', () => {
  const [header, data] = [sampleJpeg.subarray(0, sampleJpeg.indexOf(Buffer.of(0xff, 0xda)) + 14), 64 * 1024]

  test.each([-2, -1, 0, 1])('with the end marker %i bytes from where a piece ends', async (shift) => {
    const scan = Buffer.alloc(data + shift, 0x55)
    expect(await inspectImage(Buffer.concat([header, scan, Buffer.of(0xff, 0xd9)]))).toMatchObject({ width: 20 })
    expect(await attempt(inspectImage(Buffer.concat([header, scan, Buffer.of(0xff)])))).toBeUndefined()
    expect(await attempt(inspectImage(Buffer.concat([header, scan])))).toBeUndefined()
  })

  test.each([-2, -1, 0, 1])('with a stuffed byte %i bytes from where a piece ends', async (shift) => {
    const scan = Buffer.alloc(data + 100, 0x55)
    scan.set([0xff, 0x00], data + shift)
    expect(await inspectImage(Buffer.concat([header, scan, Buffer.of(0xff, 0xd9)]))).toMatchObject({ width: 20 })
  })
})

test('the checksum of a PNG chunk is that of zlib', () => {
  // Every PNG ends with this chunk.
  expect(Buffer.from(buildPngChunk('IEND', new Uint8Array())).equals(samplePng.subarray(-12))).toBe(true)
  const start = samplePng.indexOf('IDAT')
  const length = samplePng.readUInt32BE(start - 4)
  const chunk = buildPngChunk('IDAT', samplePng.subarray(start + 4, start + 4 + length))
  expect(createView(chunk).getUint32(chunk.length - 4)).toBe(samplePng.readUInt32BE(start + 4 + length))
})
