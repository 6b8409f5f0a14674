// The two file formats that systems read app icons from. Both are a short table followed by the images.

/** macOS's type codes for a PNG of each size. Those with @2x are for half their size on a high-resolution display. */
export const icnsTypes = [
  { type: 'ic11', size: 32 }, // 16@2x
  { type: 'ic12', size: 64 }, // 32@2x
  { type: 'ic07', size: 128 },
  { type: 'ic13', size: 256 }, // 128@2x
  { type: 'ic08', size: 256 },
  { type: 'ic14', size: 512 }, // 256@2x
  { type: 'ic09', size: 512 },
  { type: 'ic10', size: 1024 }, // 512@2x
]

/** Packs `[{ type, png }]` into an ICNS file (macOS). */
export function packIcns(images) {
  const blocks = images.map(({ type, png }) =>
    Buffer.concat([Buffer.from(type, 'latin1'), uint32BE(png.length + 8), png]),
  )
  const body = Buffer.concat(blocks)
  return Buffer.concat([Buffer.from('icns', 'latin1'), uint32BE(body.length + 8), body])
}

/**
 * Packs `[{ size, png } or { size, rgba }]` into an ICO file (Windows). Only the 256-pixel image should be a PNG:
 * installers and older loaders expect plain bitmaps at the smaller sizes.
 */
export function packIco(images) {
  const contents = images.map(({ size, png, rgba }) => png ?? bitmap(rgba, size))
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2) // an icon, not a cursor
  header.writeUInt16LE(images.length, 4)

  let offset = 6 + 16 * images.length
  const entries = images.map(({ size }, index) => {
    const entry = Buffer.alloc(16)
    entry.writeUInt8(size % 256, 0) // 256 is written as 0
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4) // planes
    entry.writeUInt16LE(32, 6) // bits per pixel
    entry.writeUInt32LE(contents[index].length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += contents[index].length
    return entry
  })
  return Buffer.concat([header, ...entries, ...contents])
}

/** A bitmap in ICO format: no file header, rows from the bottom up, blue first, then an empty mask. */
function bitmap(rgba, size) {
  const header = Buffer.alloc(40)
  header.writeUInt32LE(40, 0)
  header.writeInt32LE(size, 4)
  header.writeInt32LE(size * 2, 8) // the mask counts as additional rows
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(32, 14)

  const pixels = Buffer.alloc(size * size * 4)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = ((size - 1 - y) * size + x) * 4
      const [red, green, blue, alpha] = rgba.subarray(from, from + 4)
      pixels.set([blue, green, red, alpha], (y * size + x) * 4)
    }
  }
  // One bit per pixel, rows padded to 32 bits. Transparency comes from the alpha channel, but the mask must exist.
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size)
  return Buffer.concat([header, pixels, mask])
}

function uint32BE(value) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
