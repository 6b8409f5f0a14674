/** How an image is to be turned before it is shown (EXIF, tag 0x0112). Wrong metadata turns nothing: it is not the image. */

const TIFF_HEADER = 8
const ENTRY = 12
const ORIENTATION = 0x0112
const SHORT = 3
/** IFD0 has some twenty entries. */
const MOST_ENTRIES = 500

/** Whether width and height change places. `exif`: the TIFF structure, with or without "Exif\0\0" in front. */
export function isTurned(exif: Buffer): boolean {
  return orientationOf(exif) >= 5
}

/** 1 to 8; 1 where there is none. */
export function orientationOf(exif: Buffer): number {
  const tiff = exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif
  if (tiff.length < TIFF_HEADER) return 1
  const order = tiff.toString('latin1', 0, 2)
  if (order !== 'II' && order !== 'MM') return 1
  const isLittle = order === 'II'
  const read16 = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const read32 = (at: number): number => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  if (read16(2) !== 42) return 1
  const directory = read32(4)
  if (directory + 2 > tiff.length) return 1
  const entries = Math.min(read16(directory), MOST_ENTRIES)
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * ENTRY
    if (entry + ENTRY > tiff.length) return 1
    if (read16(entry) !== ORIENTATION || read16(entry + 2) !== SHORT) continue
    const value = read16(entry + 8)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}
