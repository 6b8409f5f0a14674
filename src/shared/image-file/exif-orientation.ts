/**
 * How to turn an image for display (EXIF, tag 0x0112). Invalid metadata turns nothing and doesn't invalidate the image.
 */
import { createView, latin1, startsWith } from './bytes'

const TIFF_HEADER = 8
const ENTRY = 12
const ORIENTATION = 0x0112
const SHORT = 3
/** IFD0 usually has about twenty entries. */
const MOST_ENTRIES = 500

/** Whether width and height are swapped. `exif`: the TIFF structure, with or without a leading "Exif\0\0". */
export function isTurned(exif: Uint8Array): boolean {
  return readOrientation(exif) >= 5
}

/** Returns 1 to 8; 1 if there's none. */
export function readOrientation(exif: Uint8Array): number {
  const tiff = startsWith(exif, 'Exif') ? exif.subarray(6) : exif
  if (tiff.length < TIFF_HEADER) return 1
  const order = latin1(tiff, 0, 2)
  if (order !== 'II' && order !== 'MM') return 1
  const isLittle = order === 'II'
  const view = createView(tiff)
  if (view.getUint16(2, isLittle) !== 42) return 1
  const directory = view.getUint32(4, isLittle)
  if (directory + 2 > tiff.length) return 1
  const entries = Math.min(view.getUint16(directory, isLittle), MOST_ENTRIES)
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * ENTRY
    if (entry + ENTRY > tiff.length) return 1
    if (view.getUint16(entry, isLittle) !== ORIENTATION || view.getUint16(entry + 2, isLittle) !== SHORT) continue
    const value = view.getUint16(entry + 8, isLittle)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}
