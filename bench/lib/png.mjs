// Images of the size that providers send: 1024x1024, about 1.5 MB, different for every seed.

import { crc32, deflateSync } from 'node:zlib'

const side = 1_024

/** Three bits of noise in each byte of color make the file half as large as its pixels, as in a photograph. */
const noiseMask = 7

export function imagePng(seed, width = side, height = side) {
  const rowLength = 1 + width * 3
  const pixels = Buffer.alloc(rowLength * height)
  let state = (seed * 2_654_435_761) >>> 0
  for (let y = 0; y < height; y += 1) {
    // Each row starts with the number of its filter; 0 is none.
    const colours = [y >> 2, y >> 2, seed * 67]
    for (let at = y * rowLength + 1, x = 0; x < width; x += 1) {
      for (const colour of colours) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
        pixels[at++] = (colour & ~noiseMask & 255) | ((state >>> 24) & noiseMask)
      }
    }
  }
  return encode(width, height, pixels)
}

/**
 * A valid image of a few hundred bytes, different for every seed below 2^24, for when only the number of images
 * matters.
 */
export function smallPng(seed) {
  const edge = 8
  const rowLength = 1 + edge * 3
  const pixels = Buffer.alloc(rowLength * edge, seed & 255)
  for (let y = 0; y < edge; y += 1) pixels[y * rowLength] = 0
  pixels.writeUIntBE(seed, 1, 3)
  return encode(edge, edge, pixels)
}

/** A mask as the painter makes it: black, with a transparent circle in the middle. */
export function maskPng(width, height) {
  const rowLength = 1 + width * 4
  const pixels = Buffer.alloc(rowLength * height)
  const radius = Math.min(width, height) / 4
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isInside = Math.hypot(x - width / 2, y - height / 2) < radius
      pixels[y * rowLength + 1 + x * 4 + 3] = isInside ? 0 : 255
    }
  }
  return encode(width, height, pixels, 6)
}

function encode(imageWidth, imageHeight, pixels, colorType = 2) {
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header(imageWidth, imageHeight, colorType)),
    chunk('IDAT', deflateSync(pixels, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** 8 bits per color, not interlaced. `colorType`: 2 for red, green and blue, 6 for these with alpha. */
function header(imageWidth, imageHeight, colorType) {
  const bytes = Buffer.alloc(13)
  bytes.writeUInt32BE(imageWidth, 0)
  bytes.writeUInt32BE(imageHeight, 4)
  bytes.set([8, colorType, 0, 0, 0], 8)
  return bytes
}

function chunk(type, content) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, checksum])
}
