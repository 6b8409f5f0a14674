import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { noisyPng, pixelBombPng, previewPng, soundPng, truncatedPng } from './images'

/** Reads the types and contents of a PNG's chunks, and its inflated pixels. */
function readPng(bytes: Buffer) {
  const chunks: { readonly type: string; readonly content: Buffer }[] = []
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), content: bytes.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  const header = chunks[0]!.content
  return {
    types: chunks.map(({ type }) => type),
    width: header.readUInt32BE(0),
    height: header.readUInt32BE(4),
    pixels: inflateSync(chunks[1]!.content).length,
  }
}

test('intact images have the requested size and are complete', () => {
  const whole = { types: ['IHDR', 'IDAT', 'IEND'], width: 160, height: 90, pixels: 90 * (1 + 160 * 3) }

  expect(readPng(soundPng({ width: 160, height: 90 }))).toEqual(whole)
  expect(readPng(noisyPng({ width: 160, height: 90 }))).toEqual(whole)
  expect(readPng(previewPng(1, { width: 160, height: 90 }))).toEqual(whole)
})

test('another seed makes another image, the same seed the same', () => {
  expect(soundPng({ seed: 2 }).equals(soundPng({ seed: 1 }))).toBe(false)
  expect(noisyPng({ seed: 2 }).equals(noisyPng({ seed: 1 }))).toBe(false)
  expect(soundPng({ seed: 2 })).toBe(soundPng({ seed: 2 }))
})

test('a noisy image of 720x720 has about 1.5 MB', () => {
  expect(noisyPng().length / 1e6).toBeCloseTo(1.55, 1)
})

test('a truncated image has no end', () => {
  expect(truncatedPng().includes('IEND')).toBe(false)
})

test('a pixel bomb is small to send and huge once decoded', () => {
  expect(pixelBombPng().length).toBeLessThan(1_000)
  expect(readPng(pixelBombPng())).toMatchObject({ width: 60_000, height: 60_000 })
})
