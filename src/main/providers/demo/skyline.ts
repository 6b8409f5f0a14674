/** The upper edges of land, as heights per column. */
import { clamp01, createNoise, createRandom, layered, ridged, smoothstep, type Noise } from './noise'
import type { Land } from './scene'

/** Columns per pixel: edges are averaged over them, which keeps slopes from showing steps. */
export const COLUMNS_PER_PIXEL = 4

export interface Skyline {
  /** Vertical place of the edge per column, in pixels from the top. */
  readonly tops: Float32Array
  /** Per pixel: the highest and the lowest of its columns. */
  readonly highest: Float32Array
  readonly lowest: Float32Array
}

export async function traceSkyline(
  land: Land,
  { width, height }: { readonly width: number; readonly height: number },
  breathe: () => Promise<void>,
): Promise<Skyline> {
  const topAt = profileOf(land, width / height)
  const tops = new Float32Array(width * COLUMNS_PER_PIXEL)
  const highest = new Float32Array(width).fill(Number.POSITIVE_INFINITY)
  const lowest = new Float32Array(width).fill(Number.NEGATIVE_INFINITY)
  for (let column = 0; column < tops.length; column += 1) {
    const top = topAt((column + 0.5) / (COLUMNS_PER_PIXEL * height)) * height
    const x = Math.floor(column / COLUMNS_PER_PIXEL)
    tops[column] = top
    highest[x] = Math.min(highest[x] as number, top)
    lowest[x] = Math.max(lowest[x] as number, top)
    if (column % 256 === 0) await breathe()
  }
  return { tops, highest, lowest }
}

/** The edge at a pixel's middle, in pixels; places beyond the sides count as the sides. */
export function edgeAt({ tops }: Skyline, x: number): number {
  const column = Math.floor((x + 0.5) * COLUMNS_PER_PIXEL)
  return tops[Math.min(tops.length - 1, Math.max(0, column))] as number
}

/** How much of the pixel from `y` to `y + 1` lies below the edge, 0 to 1. */
export function coverage(skyline: Skyline, x: number, y: number): number {
  if (y + 1 <= (skyline.highest[x] as number)) return 0
  if (y >= (skyline.lowest[x] as number)) return 1
  let sum = 0
  for (let part = 0; part < COLUMNS_PER_PIXEL; part += 1) {
    sum += clamp01(y + 1 - (skyline.tops[x * COLUMNS_PER_PIXEL + part] as number))
  }
  return sum / COLUMNS_PER_PIXEL
}

/** Where along its noise a range begins: without this all ranges would have their crests in the same places. */
export function offsetOf(land: Land): number {
  return createRandom(land.seed)() * 100
}

/** Below zero on one side of a dune's crest, above it on the other. */
export function duneSide(noise: Noise, place: number): number {
  return noise(place, 1.7)
}

function profileOf(land: Land, aspect: number): (x: number) => number {
  const noise = createNoise(land.seed)
  const offset = offsetOf(land)
  const { level, height, spacing, side } = land
  /** 0 on the far side, 1 on the side towards which the land rises. */
  const towards = (x: number): number => (side === 0 ? 0.5 : clamp01(0.5 + ((x / aspect) * 2 - 1) * side * 0.5))
  switch (land.kind) {
    case 'peaks':
      return (x) => {
        const crest = ridged(noise, x / spacing + offset, 7.1, 7)
        const swell = 0.62 + 0.38 * layered(noise, x / (spacing * 2.4) + offset, 41.3, 2) + 0.45 * (towards(x) - 0.5)
        return level - height * Math.max(0.05, crest ** 1.25 * 1.5 * swell)
      }
    case 'mesas':
      return (x) => {
        const raw = 0.5 + layered(noise, x / spacing + offset, 3.7, 3) * 0.9
        // Steep flanks between two plateaus, with a little rubble on top.
        const step = smoothstep(0.5, 0.54, raw) * 0.6 + smoothstep(0.66, 0.69, raw) * 0.4
        return level - height * step - height * 0.045 * layered(noise, x * 34, 9.1, 3)
      }
    case 'dunes':
      return (x) => {
        const place = x / spacing + offset
        const side = duneSide(noise, place)
        // The wind piles sand up in a round back and lets it slide down a hollow front.
        const slope = side > 0 ? 1 - side ** 1.5 : (1 + side) ** 1.35
        const crest = slope * 0.85 + 0.15 + 0.1 * noise(place * 0.4, 6.1)
        return level - height * Math.min(1, crest)
      }
    case 'islands':
      return (x) => {
        const mass = smoothstep(0.42, 0.95, towards(x) + 0.22 * layered(noise, x / spacing + offset, 5.3, 2))
        const rocks = 0.72 + 0.5 * layered(noise, (x / spacing) * 3 + offset, 8.8, 6)
        return level + 0.004 - (height * rocks + 0.006) * mass + (1 - mass) * 0.01
      }
    case 'hills':
    case 'pines':
      return (x) => {
        const roll = 0.5 + layered(noise, x / spacing + offset, 2.2, 4)
        const rise = side === 0 ? 0 : smoothstep(0.35, 1, towards(x)) * Math.abs(side)
        return level - height * (roll * 0.6 + rise * 1.35)
      }
  }
}
