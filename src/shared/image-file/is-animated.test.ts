import { expect, test } from 'vitest'
import { isAnimated } from './is-animated'
import { buildPngChunk } from './png-chunks'
import {
  sampleExtendedWebp,
  sampleGif,
  sampleJpeg,
  sampleLossyWebp,
  samplePng,
} from '../../../tests/support/main/sample-images'

const HEADER = 33
const animatedPng = Buffer.concat([
  samplePng.subarray(0, HEADER),
  buildPngChunk('acTL', new Uint8Array(8)),
  samplePng.subarray(HEADER),
])
const frames = Buffer.from('ANIM\x06\0\0\0\0\0\0\0\0\0', 'latin1')
const animatedWebp = Buffer.concat([sampleExtendedWebp.subarray(0, 30), frames, sampleExtendedWebp.subarray(30)])
animatedWebp.writeUInt32LE(animatedWebp.length - 8, 4)

test.each([
  ['a PNG', samplePng, false],
  ['a PNG with frames', animatedPng, true],
  ['a WebP', sampleLossyWebp, false],
  ['an extended WebP', sampleExtendedWebp, false],
  ['a WebP with frames', animatedWebp, true],
  ['a JPEG', sampleJpeg, false],
  ['a GIF, which is converted anyway', sampleGif, false],
])('%s is animated: %s', async (_, bytes, animated) => {
  expect(await isAnimated(bytes)).toBe(animated)
})
