/** Names and ratios of sizes, as people use them. Pure. */
import type { Dimensions } from '@shared/image-options'

export type Shape = 'square' | 'landscape' | 'portrait'

export function getShape({ width, height }: Dimensions): Shape {
  if (width === height) return 'square'
  return width > height ? 'landscape' : 'portrait'
}

/** Ratios with numbers above 21, as in 21:9, mean nothing to people. */
const LARGEST_PART = 21

/** Formats a ratio: "3:2" if small numbers suffice, else "1.91:1". */
export function formatRatio({ width, height }: Dimensions): string {
  const divisor = greatestCommonDivisor(width, height)
  const [across, down] = [width / divisor, height / divisor]
  if (Math.max(across, down) <= LARGEST_PART) return `${across}:${down}`
  return width > height ? `${round(width / height)}:1` : `1:${round(height / width)}`
}

/** Returns millions of pixels, to one decimal: "1.6" is 1.6. */
export function getMegapixels({ width, height }: Dimensions): number {
  return Math.round((width * height) / 100_000) / 10
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? Math.max(1, one) : greatestCommonDivisor(other, one % other)
}
