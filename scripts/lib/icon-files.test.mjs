import { expect, test } from 'vitest'

import { packIcns, packIco } from './icon-files.mjs'

test('an ICO lists its images and holds small ones as upside-down BGRA bitmaps', () => {
  const red = [255, 0, 0, 255]
  const blue = [0, 0, 255, 128]
  const png = Buffer.from('png')
  // Two rows: red above blue.
  const ico = packIco([
    { size: 2, rgba: Buffer.from([...red, ...red, ...blue, ...blue]) },
    { size: 256, png },
  ])

  expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 2])
  const [small, large] = [ico.subarray(6, 22), ico.subarray(22, 38)]
  expect([small[0], small.readUInt32LE(8), small.readUInt32LE(12)]).toEqual([2, 40 + 16 + 8, 38])
  expect([large[0], large.readUInt32LE(8), large.readUInt32LE(12)]).toEqual([0, 3, 38 + 64])
  expect([...ico.subarray(78, 94)]).toEqual([255, 0, 0, 128, 255, 0, 0, 128, 0, 0, 255, 255, 0, 0, 255, 255])
  expect(ico.subarray(102)).toEqual(png)
})

test('an ICNS holds each PNG under its type, lengths included', () => {
  const icns = packIcns([{ type: 'ic07', png: Buffer.from('abc') }])
  expect(icns.toString('latin1')).toBe('icns\0\0\0\u0013ic07\0\0\0\u000Babc')
})
