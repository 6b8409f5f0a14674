import { expect, test } from 'vitest'
import { buildJpegSegment } from '@shared/image-file/jpeg-segments'
import { buildPngChunk } from '@shared/image-file/png-chunks'
import { buildRiff, buildWebpChunk } from '@shared/image-file/webp-chunks'
import { prepareImage } from './prepare-image'

const bytesOf = (...parts: readonly (string | readonly number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((character) => character.charCodeAt(0)) : [...part],
    ),
  )

/** A TIFF with an orientation, followed by a place. */
const exif = (orientation: number): Uint8Array =>
  bytesOf('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0', [orientation, 0, 0, 0, 0, 0, 0], PLACE)
const PLACE = 'GPS 48.2 N'

/** Only their headers are read here, so they need no real pixels. */
const jpeg = (orientation?: number): Uint8Array =>
  bytesOf(
    [0xff, 0xd8],
    orientation === undefined ? [] : buildJpegSegment(0xe1, bytesOf('Exif\0\0', exif(orientation))),
    buildJpegSegment(0xc0, bytesOf([8, 0, 12, 0, 20, 0])),
    buildJpegSegment(0xda, bytesOf([0])),
    [1, 2, 3, 0xff, 0xd9],
  )
const png = bytesOf(
  '\x89PNG\r\n\x1a\n',
  buildPngChunk('IHDR', bytesOf([0, 0, 0, 20, 0, 0, 0, 12, 8, 2, 0, 0, 0])),
  buildPngChunk('eXIf', exif(1)),
  buildPngChunk('IDAT', bytesOf([1])),
  buildPngChunk('IEND', bytesOf()),
)
const webp = (orientation: number): Uint8Array =>
  buildRiff([
    buildWebpChunk('VP8X', bytesOf([0x08, 0, 0, 0, 19, 0, 0, 11, 0, 0])),
    buildWebpChunk('VP8L', bytesOf([0x2f, 0x13, 0xc0, 2, 0])),
    buildWebpChunk('EXIF', exif(orientation)),
  ])
const anything = { formats: ['png', 'jpeg', 'webp'], maxBytes: 1_000_000 } as const

async function prepare(bytes: Uint8Array, limits: Parameters<typeof prepareImage>[1], keepsMetadata: boolean) {
  const { file, ...changes } = await prepareImage(new Blob([bytes.slice()]), limits, keepsMetadata)
  return { bytes: new Uint8Array(await file.arrayBuffer()), changes }
}

const saysPlace = (bytes: Uint8Array): boolean => new TextDecoder('latin1').decode(bytes).includes(PLACE)

test.each([
  ['JPEG', jpeg(1)],
  ['PNG', png],
  ['WebP', webp(1)],
])('a %s loses its place, or stays as it is where its metadata is wanted', async (_format, bytes) => {
  const silent = await prepare(bytes, anything, false)
  expect([saysPlace(silent.bytes), silent.changes]).toEqual([false, {}])
  expect(await prepare(bytes, anything, true)).toEqual({ bytes, changes: {} })
})

test.each([
  ['JPEG', jpeg(1), 'film'],
  ['PNG', png, 'archive'],
  ['WebP', webp(1), 'film'],
])(
  'of a %s what lies behind the image is never sent, also where its metadata is wanted',
  async (_format, image, what) => {
    const whole = bytesOf(image, '\0\0\0\x18ftypmp42', what)
    expect(await prepare(whole, anything, true)).toEqual({ bytes: image, changes: {} })
    const silent = await prepare(whole, anything, false)
    expect(silent).toEqual(await prepare(image, anything, false))
    expect(new TextDecoder('latin1').decode(silent.bytes)).not.toContain(what)
  },
)

test('metadata that makes a file too large is taken out rather than its pixels', async () => {
  const limits = { ...anything, maxBytes: jpeg(1).length - 1 }
  expect(await prepare(jpeg(1), limits, true)).toEqual({ bytes: jpeg(), changes: {} })
})

test('a WebP that others may turn doesn’t keep what says so', async () => {
  expect(saysPlace((await prepare(webp(6), anything, true)).bytes)).toBe(false)
})
