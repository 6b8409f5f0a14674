import { readPngRows } from '../src/main/services/masks/read-png-rows'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Four bytes per pixel, row by row. */
  readonly rgba: Uint8Array
}

export async function readPixels(png: Buffer): Promise<Pixels> {
  const { width, height, rows } = await readPngRows(png)
  const rgba = new Uint8Array(width * height * 4)
  let at = 0
  for await (const row of rows) {
    rgba.set(row, at)
    at += row.length
  }
  return { width, height, rgba }
}

/** Returns red, green, blue and alpha of one pixel. */
export function readPixel({ rgba, width }: Pixels, x: number, y: number): readonly number[] {
  const at = (y * width + x) * 4
  return [...rgba.subarray(at, at + 4)]
}

export function listAlpha({ rgba }: Pixels): Uint8Array {
  return rgba.filter((_, index) => index % 4 === 3)
}
