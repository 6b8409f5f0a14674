/**
 * Test images, made here so that the repository contains no binaries and every test knows its bytes. The same arguments
 * always give the same bytes. `sound…` images are valid; the others are broken in exactly the way their name says.
 */
import { crc32, deflateSync } from 'node:zlib'

export interface TestImageOptions {
  readonly width?: number
  readonly height?: number
  /** Images with different seeds have different bytes and hues. */
  readonly seed?: number
}

const cache = new Map<string, Buffer>()

/** A small, quickly decoded PNG: diagonal bands in two hues. */
export function soundPng({ width = 1024, height = 1024, seed = 1 }: TestImageOptions = {}): Buffer {
  return cached(`bands ${width} ${height} ${seed}`, () =>
    encodePng(width, height, (x, y) => {
      const band = ((x + y) >> 6) & 1
      return [(seed * 67 + band * 90) & 255, (seed * 29 + (y >> 3)) & 255, (seed * 151 + (x >> 3)) & 255]
    }),
  )
}

/** A drawing of bands, like the output of vectorizers. */
export function soundSvg({ width = 1024, height = 1024, seed = 1 }: TestImageOptions = {}): Buffer {
  const bands = Array.from({ length: 8 }, (_, index) => {
    const [x, wide] = [(index * width) / 8, width / 8]
    const color = `rgb(${(seed * 67 + index * 30) & 255},${(seed * 29 + index * 20) & 255},${(seed * 151) & 255})`
    return `<path d="M ${x} 0 L ${x + wide} 0 L ${x + wide / 2} ${height} L ${x} ${height} z" fill="${color}"/>`
  })
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
      `preserveAspectRatio="none" style="display: block;">\n${bands.join('\n')}\n</svg>`,
  )
}

/** A PNG that hardly compresses, like photographs: 720x720 gives about 1.5 MB. */
export function noisyPng({ width = 720, height = 720, seed = 1 }: TestImageOptions = {}): Buffer {
  return cached(`noise ${width} ${height} ${seed}`, () => {
    const next = randomNumbers(seed)
    return encodePng(width, height, () => [next(), next(), next()])
  })
}

/** The nth preview (from 0) of an image of this size: coarse blocks that get finer. */
export function previewPng(index: number, { width = 1024, height = 1024, seed = 1 }: TestImageOptions = {}): Buffer {
  const block = 256 >> index
  return cached(`preview ${index} ${width} ${height} ${seed}`, () =>
    encodePng(width, height, (x, y) => {
      const shade = (Math.floor(x / block) * 37 + Math.floor(y / block) * 59 + seed * 13) & 255
      return [shade, shade, (shade + 40) & 255]
    }),
  )
}

/** An 8x8 baseline JPEG. */
export function soundJpeg(): Buffer {
  return Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwS' +
      'ExIQEw8QEBD/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q==',
    'base64',
  )
}

/** A 20x12 JPEG that must be turned by a quarter for display (EXIF orientation 6). */
export function turnedJpeg(): Buffer {
  return Buffer.from(
    '/9j/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEj' +
      'JR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj' +
      'Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAMABQDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAMB/8QAHRABAAICAgMAAAAA' +
      'AAAAAAAAAQACAxExcSFBUf/EABYBAQEBAAAAAAAAAAAAAAAAAAQDBf/EABsRAAEEAwAAAAAAAAAAAAAAAAABAgMSEyJR/9oADAMBAAIRAxEAPwCe' +
      'a7SomufczDkcm9h4+SiDyD3BUrwB1BpJHhVldummrJMtra8EREOXP//Z',
    'base64',
  )
}

/** A TIFF with a single entry: orientation 6. */
const QUARTER_TURN = Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'latin1')

/** A 20x12 PNG with an orientation in its eXIf chunk. */
export function turnedPng(): Buffer {
  const plain = soundPng({ width: 20, height: 12 })
  return Buffer.concat([plain.subarray(0, 33), chunk('eXIf', QUARTER_TURN), plain.subarray(33)])
}

/** A 20x12 WebP with an orientation in its EXIF chunk. */
export function turnedWebp(): Buffer {
  const plain = Buffer.from(
    'UklGRnIAAABXRUJQVlA4WAoAAAAAAAAAEwAACwAAVlA4IFQAAAAwAwCdASoUAAwAPtFUo0uoJKMhsAgBABoJbACw7B2MHyQAAL4g5bctDccNrZLI' +
      '7Gb69frX76Rr5c2EE+PLo83+FVf6iDpR3cbU/MABJLurGwXNGAA=',
    'base64',
  )
  const head = Buffer.from('EXIF....', 'latin1')
  head.writeUInt32LE(QUARTER_TURN.length, 4)
  const bytes = Buffer.concat([plain, head, QUARTER_TURN])
  bytes.writeUInt32LE(bytes.length - 8, 4)
  // The flag for EXIF.
  bytes[20] = 0x08
  return bytes
}

/** A 2x2 AVIF. */
export function smallAvif(): Buffer {
  return Buffer.from(
    'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYA' +
      'AAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAB0AAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IA' +
      'AAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQ0MAAAAABNjb2xybmNseAACAAIAAYAA' +
      'AAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAACVtZGF0EgAKCBgANogQEAwgMg8f8D///8WfhwB8+ErK42A=',
    'base64',
  )
}

/** A 1x1 lossy WebP. */
export function soundWebp(): Buffer {
  return Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=', 'base64')
}

/** The beginning of a valid PNG: correct magic bytes and header, no end. */
export function truncatedPng(options?: TestImageOptions): Buffer {
  const whole = soundPng(options)
  return whole.subarray(0, Math.floor(whole.length / 2))
}

/** A PNG with valid chunks and checksums, whose pixel data isn't valid zlib data. */
export function undecodablePng({ width = 1024, height = 1024 }: TestImageOptions = {}): Buffer {
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header(width, height)),
    chunk('IDAT', Buffer.alloc(4_000, 0xa5)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A few hundred bytes that claim 60,000 by 60,000 pixels: 14 GB once decoded. */
export function pixelBombPng(): Buffer {
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header(60_000, 60_000)),
    chunk('IDAT', deflateSync(Buffer.alloc(100_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Active content instead of an image. */
export function svgWithScript(): Buffer {
  return Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>globalThis.pwned = true</script></svg>')
}

/** Bytes that aren't an image of any kind. */
export function notAnImage(): Buffer {
  return Buffer.from('This was meant to be an image. '.repeat(40))
}

type Colour = readonly [red: number, green: number, blue: number]

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function encodePng(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const rowLength = 1 + width * 3
  const pixels = Buffer.alloc(rowLength * height)
  for (let y = 0; y < height; y += 1) {
    // Each row starts with its filter type, which stays 0: none.
    let at = y * rowLength + 1
    for (let x = 0; x < width; x += 1) {
      const [red, green, blue] = colourAt(x, y)
      pixels[at] = red
      pixels[at + 1] = green
      pixels[at + 2] = blue
      at += 3
    }
  }
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header(width, height)),
    chunk('IDAT', deflateSync(pixels, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** 8 bits per channel, RGB, no interlacing. */
function header(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(13)
  bytes.writeUInt32BE(width, 0)
  bytes.writeUInt32BE(height, 4)
  bytes.set([8, 2, 0, 0, 0], 8)
  return bytes
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, checksum])
}

/** A linear congruential generator of bytes. They only need to be repeatable and hard to compress. */
function randomNumbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 24
  }
}

function cached(key: string, make: () => Buffer): Buffer {
  const known = cache.get(key)
  if (known) return known
  const made = make()
  cache.set(key, made)
  return made
}
