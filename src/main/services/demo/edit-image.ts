/** Demo's edits: blends a landscape into an image, only in the transparent part of the mask if there is one. */
import { readPngRows } from '../masks/read-png-rows'
import { paintLandscape } from './paint-landscape'

export interface Edit {
  readonly seed: string
  /** A PNG. */
  readonly image: Uint8Array
  /** A PNG of the same size. */
  readonly mask?: Uint8Array
}

/** An image with three bytes per pixel. */
export interface Painted {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

/** The share of the landscape without a mask. The original stays recognizable. */
const SHOWS_THROUGH = 0.45

/** Returns an image of the same size. Rejects with `UnsoundImage` if the image or mask can't be read. */
export async function editImage({ seed, image, mask }: Edit): Promise<Painted> {
  const { width, height, rows } = await readPngRows(image)
  const strength = mask ? await readStrength(mask, width * height) : undefined
  const rgb = paintLandscape({ seed, width, height })
  let at = 0
  for await (const row of rows) {
    for (let x = 0; x < width; x += 1, at += 1) {
      const share = strength ? (strength[at] ?? 0) / 255 : SHOWS_THROUGH
      for (let c = 0; c < 3; c += 1) {
        const before = row[x * 4 + c] ?? 0
        rgb[at * 3 + c] = Math.round(before + ((rgb[at * 3 + c] ?? 0) - before) * share)
      }
    }
  }
  return { width, height, rgb }
}

/** Reads how much each pixel may change, from 0 to 255. */
async function readStrength(mask: Uint8Array, length: number): Promise<Uint8Array> {
  const strength = new Uint8Array(length)
  let at = 0
  for await (const row of (await readPngRows(mask)).rows) {
    for (let x = 3; x < row.length && at < length; x += 4, at += 1) strength[at] = 255 - (row[x] ?? 255)
  }
  return strength
}
