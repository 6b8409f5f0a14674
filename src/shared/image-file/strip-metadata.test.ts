import { expect, test } from 'vitest'
import { bufferSource } from './byte-source'
import { findXmp } from './find-xmp'
import { inspectImage } from './inspect-image'
import { buildJpegSegment } from './jpeg-segments'
import { buildPngChunk } from './png-chunks'
import {
  OTHER_SAMPLES,
  sampleExtendedWebp,
  sampleJpeg,
  sampleLossyWebp,
  samplePng,
  SAMPLES,
} from '../../../tests/support/main/sample-images'
import { stripMetadata } from './strip-metadata'
import { buildRiff, buildWebpChunk } from './webp-chunks'

/** A TIFF with an orientation, followed by a secret. */
const exif = (orientation: number) =>
  Buffer.concat([
    Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0', 'latin1'),
    Buffer.of(orientation, 0, 0, 0, 0, 0, 0),
    Buffer.from('GPS secret'),
  ])
const behind = (bytes: Buffer, offset: number, ...added: readonly Uint8Array[]): Buffer =>
  Buffer.concat([bytes.subarray(0, offset), ...added, bytes.subarray(offset)])
const segment = (marker: number, ...data: readonly (string | Uint8Array)[]) =>
  buildJpegSegment(marker, ...data.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))

const PNG_HEADER_END = 33
const profile = segment(0xe2, 'ICC_PROFILE\0\x01\x01 colors')
const adobe = segment(0xee, 'Adobe\0d')

test.for(Object.entries(SAMPLES))('%s that says nothing of itself stays as it is', async ([, bytes]) => {
  const stripped = await stripMetadata(bytes)
  expect(stripped).toEqual({ bytes, withMetadata: bytes, orientation: 1 })
  expect(stripped!.bytes).toBe(bytes)
  expect(stripped!.withMetadata).toBe(bytes)
})

test.for(Object.entries(SAMPLES))(
  'behind the end of %s nothing is kept, whatever it may say of itself',
  async ([, bytes]) => {
    const whole = Buffer.concat([bytes, Buffer.from('\0\0\0\x18ftypmp42 a film')])
    const stripped = await stripMetadata(whole)
    expect(Buffer.from(stripped!.bytes)).toEqual(bytes)
    expect(Buffer.from(stripped!.withMetadata)).toEqual(bytes)
  },
)

test('a photo that loses the images behind it keeps what it says of itself, and no list of them', async () => {
  const list = segment(0xe2, 'MPF\0 two images')
  const told = [segment(0xe1, 'Exif\0\0', exif(1)), segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<motion/>')]
  const photo = behind(sampleJpeg, 2, ...told, list, profile)
  const { withMetadata } = (await stripMetadata(Buffer.concat([photo, sampleJpeg])))!
  expect(Buffer.from(withMetadata)).toEqual(behind(sampleJpeg, 2, ...told, profile))
  expect((await stripMetadata(photo))!.withMetadata).toBe(photo)
})

test.for(Object.entries(OTHER_SAMPLES))('%s is left to others', async ([, bytes]) => {
  expect(await stripMetadata(bytes)).toBeUndefined()
})

test('a PNG loses its texts, its time and its Exif, and keeps its pixels', async () => {
  const text = ['tEXt', 'zTXt', 'iTXt', 'tIME'].map((type) => buildPngChunk(type, Buffer.from('secret')))
  const stripped = await stripMetadata(behind(samplePng, PNG_HEADER_END, ...text, buildPngChunk('eXIf', exif(6))))
  expect(Buffer.from(stripped!.bytes)).toEqual(samplePng)
  expect(stripped!.orientation).toBe(6)
})

test('a JPEG loses Exif, XMP, comments and what is behind the image, and keeps its colors', async () => {
  const secrets = [
    segment(0xe1, 'Exif\0\0', exif(3)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<secret/>'),
    segment(0xe2, 'MPF\0secret'),
    segment(0xed, 'Photoshop secret'),
    segment(0xfe, 'secret'),
  ]
  const whole = Buffer.concat([behind(sampleJpeg, 2, ...secrets, profile, adobe), Buffer.from('a film, secret')])
  const stripped = await stripMetadata(whole)
  expect(Buffer.from(stripped!.bytes)).toEqual(behind(sampleJpeg, 2, profile, adobe))
  expect(stripped!.orientation).toBe(3)
})

test('a WebP loses Exif and XMP, and doesn’t announce them anymore', async () => {
  const header = Buffer.from(sampleExtendedWebp.subarray(20, 30))
  header[0] = 0x0c
  const image = sampleLossyWebp.subarray(12)
  const whole = buildRiff([
    buildWebpChunk('VP8X', header),
    image,
    buildWebpChunk('EXIF', exif(6)),
    buildWebpChunk('XMP ', Buffer.from('<x:xmpmeta>secret</x:xmpmeta>')),
  ])
  const { bytes, orientation, isAmbiguous } = (await stripMetadata(whole))!
  // Chromium shows it unturned, whatever its orientation says.
  expect([orientation, isAmbiguous]).toEqual([1, true])
  expect(Buffer.from(bytes)).toEqual(sampleExtendedWebp)
  expect(Buffer.from(bytes).includes('secret')).toBe(false)
  expect(await inspectImage(bytes)).toEqual({ format: 'webp', width: 20, height: 12 })
  expect(await findXmp(bufferSource(bytes))).toEqual({ kind: 'none' })
})

test('a damaged file is refused', async () => {
  await expect(stripMetadata(samplePng.subarray(0, -4))).rejects.toThrow('truncated')
})
