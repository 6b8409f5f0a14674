/** What the demo makes of an image: a landscape shows through it, only where the mask is transparent if there is one. */
import { readPngRows } from '../masks/read-png-rows'
import { paintLandscape } from './paint-landscape'

export interface Edit {
  readonly seed: string
  /** A PNG. */
  readonly image: Uint8Array
  /** A PNG of the same size. */
  readonly mask?: Uint8Array
}

/** An image, three bytes per pixel. */
export interface Painted {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

/** Without a mask the original stays recognizable below the landscape. */
const SHOWS_THROUGH = 0.45

/** As large as the image. Rejects with `UnsoundImage` where one of the two can't be read. */
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

/** How much each pixel is to change, from 0 to 255. */
async function readStrength(mask: Uint8Array, length: number): Promise<Uint8Array> {
  const strength = new Uint8Array(length)
  let at = 0
  for await (const row of (await readPngRows(mask)).rows) {
    for (let x = 3; x < row.length && at < length; x += 4, at += 1) strength[at] = 255 - (row[x] ?? 255)
  }
  return strength
}
