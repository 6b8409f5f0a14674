/**
 * Describes the masked area in the prompt, for models that take no masks. Such models know where things are in an
 * image, but don't respect exact edges.
 */
import { UnsoundImage } from '@shared/image-file/unsound-image'
import { FailureError } from '@shared/failure'
import type { ReadPart } from '../read-inputs'
import { isTransparent } from './check-mask'
import { readPngRows } from './read-png-rows'

/** In whole percent of the image, from its upper left corner. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** How a mask is described: by one of two boxes. */
export type Description = { readonly change: Area } | { readonly keep: Area }

/** Replaces each mask with a sentence. Throws a failure with charge `none` if a mask can't be read. */
export async function describeMasks(parts: readonly ReadPart[]): Promise<readonly ReadPart[]> {
  const described: ReadPart[] = []
  for (const part of parts) {
    if (part.type === 'text' || part.image.role !== 'mask') described.push(part)
    else described.push({ type: 'text', text: describe(await measure(part.bytes)) })
  }
  return described
}

async function measure(bytes: Uint8Array): Promise<Description> {
  try {
    const description = await measureMask(bytes)
    if (description) return description
  } catch (error) {
    if (!(error instanceof UnsoundImage)) throw error
  }
  throw new FailureError({ code: 'mask-mismatched', charge: 'none', at: Date.now() })
}

/**
 * Returns the box around all transparent pixels, or the one around all opaque pixels if that says more, as for an image
 * whose canvas was extended. Undefined if nothing is transparent. Rejects with `UnsoundImage`.
 */
export async function measureMask(bytes: Uint8Array): Promise<Description | undefined> {
  const { width, height, rows } = await readPngRows(bytes)
  const [transparent, opaque] = [new Box(), new Box()]
  let y = 0
  for await (const row of rows) {
    for (let x = 0; x < width; x += 1) {
      const box = isTransparent(row[x * 4 + 3]) ? transparent : opaque
      box.add(x, y)
    }
    y += 1
  }
  if (transparent.pixels === 0) return undefined
  const isKept = opaque.pixels > 0 && opaque.pixels === opaque.area && opaque.area < transparent.area
  return isKept ? { keep: opaque.toArea(width, height) } : { change: transparent.toArea(width, height) }
}

/** The bounding box of the added pixels. */
class Box {
  pixels = 0
  #left = Number.POSITIVE_INFINITY
  #top = Number.POSITIVE_INFINITY
  #right = 0
  #bottom = 0

  get area(): number {
    return this.pixels === 0 ? 0 : (this.#right - this.#left) * (this.#bottom - this.#top)
  }

  add(x: number, y: number): void {
    this.pixels += 1
    if (x < this.#left) this.#left = x
    if (x >= this.#right) this.#right = x + 1
    if (y < this.#top) this.#top = y
    this.#bottom = y + 1
  }

  toArea(width: number, height: number): Area {
    return {
      left: Math.floor((this.#left / width) * 100),
      top: Math.floor((this.#top / height) * 100),
      right: Math.ceil((this.#right / width) * 100),
      bottom: Math.ceil((this.#bottom / height) * 100),
    }
  }
}

function describe(description: Description): string {
  return 'keep' in description ? describeKept(description.keep) : describeArea(description.change)
}

/** The canvas is larger than its content, so this asks for more than a change. */
function describeKept({ left, top, right, bottom }: Area): string {
  return (
    `In the first image, keep the area from ${left}% to ${right}% of the width, counted from the left, and from ${top}% to ` +
    `${bottom}% of the height, counted from the top, exactly as it is and where it is. Everything outside this area is ` +
    'empty: paint it so that the image goes on there without a visible edge.'
  )
}

function describeArea({ left, top, right, bottom }: Area): string {
  return (
    `In the first image, change only the area from ${left}% to ${right}% of the width, counted from the left, and from ` +
    `${top}% to ${bottom}% of the height, counted from the top. Keep everything outside this area exactly as it is.`
  )
}
