/**
 * For models that take no masks: says in the prompt where the masked area is. Such a model knows where things are in an
 * image, but it keeps no edges.
 */
import { UnsoundImage } from '@shared/image-file/unsound-image'
import { FailureError } from '@shared/failure'
import type { ReadPart } from '../read-inputs'
import { readPngRows } from './read-png-rows'

/** In whole percent of the image, from its upper left corner. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** From here on down a pixel of a mask counts as transparent. */
const OPAQUE = 128

/** The parts with a sentence in place of each mask. Throws a failure that costs nothing for a mask that can't be read. */
export async function describeMasks(parts: readonly ReadPart[]): Promise<readonly ReadPart[]> {
  const described: ReadPart[] = []
  for (const part of parts) {
    if (part.type === 'text' || part.image.role !== 'mask') described.push(part)
    else described.push({ type: 'text', text: describeArea(await measure(part.bytes)) })
  }
  return described
}

async function measure(bytes: Uint8Array): Promise<Area> {
  try {
    const area = await measureTransparent(bytes)
    if (area) return area
  } catch (error) {
    if (!(error instanceof UnsoundImage)) throw error
  }
  throw new FailureError({ code: 'mask-mismatched', charge: 'none', at: Date.now() })
}

/** The box around all transparent pixels. Undefined where there are none. Rejects with `UnsoundImage`. */
export async function measureTransparent(bytes: Uint8Array): Promise<Area | undefined> {
  const { width, height, rows } = await readPngRows(bytes)
  let [left, top, right, bottom, y] = [width, height, 0, 0, 0]
  for await (const row of rows) {
    for (let x = 0; x < width; x += 1) {
      if ((row[x * 4 + 3] ?? 255) >= OPAQUE) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = y + 1
    }
    y += 1
  }
  if (right === 0) return undefined
  return {
    left: Math.floor((left / width) * 100),
    top: Math.floor((top / height) * 100),
    right: Math.ceil((right / width) * 100),
    bottom: Math.ceil((bottom / height) * 100),
  }
}

function describeArea({ left, top, right, bottom }: Area): string {
  return (
    `In the first image, change only the area from ${left}% to ${right}% of the width, counted from the left, and from ` +
    `${top}% to ${bottom}% of the height, counted from the top. Keep everything outside this area exactly as it is.`
  )
}
