/** Converts between paint and the mask files that services take, as arithmetic on RGBA bytes. Pure. */

import type { Dimensions } from '@shared/image-options'

export type Coverage = 'none' | 'some' | 'all'

/** From this alpha on, a pixel counts as painted: the edges of a brush are smooth, those of a mask are not. */
const PAINTED = 128

/**
 * Turns paint into a mask, in place: transparent where the image should change, opaque black elsewhere. Transparent
 * pixels keep no color. `isSoft`: keeps the strength of the paint, for a mask with a feathered edge.
 */
export function makeMask(rgba: Uint8ClampedArray, isSoft: boolean): Coverage {
  let painted = 0
  for (let at = 3; at < rgba.length; at += 4) {
    const paint = rgba[at] ?? 0
    rgba[at - 3] = 0
    rgba[at - 2] = 0
    rgba[at - 1] = 0
    rgba[at] = isSoft ? 255 - paint : paint >= PAINTED ? 0 : 255
    if (paint >= PAINTED) painted += 1
  }
  if (painted === 0) return 'none'
  return painted === rgba.length / 4 ? 'all' : 'some'
}

/** Returns how much of a mask file is transparent. */
export function measureCoverage(rgba: Uint8ClampedArray): Coverage {
  let transparent = 0
  for (let at = 3; at < rgba.length; at += 4) if ((rgba[at] ?? 255) < PAINTED) transparent += 1
  if (transparent === 0) return 'none'
  return transparent === rgba.length / 4 ? 'all' : 'some'
}

/** Turns a mask back into paint, in place: opaque where the image should change. */
export function makePaint(rgba: Uint8ClampedArray): void {
  for (let at = 3; at < rgba.length; at += 4) rgba[at] = 255 - (rgba[at] ?? 0)
}

/**
 * Turns blurred paint into paint with a soft edge, in place: nothing outside of the original edge, where the blur is at
 * half, and gradually more toward the inside.
 */
export function keepInside(rgba: Uint8ClampedArray): void {
  for (let at = 3; at < rgba.length; at += 4) rgba[at] = Math.max(0, 2 * (rgba[at] ?? 0) - 255)
}

/** The share by which the ratios of two images may differ: services round sizes. */
const SHAPE_TOLERANCE = 0.02

/** Whether one can be drawn over the other. */
export function isSameShape(one: Dimensions, other: Dimensions): boolean {
  const ratio = (one.width * other.height) / (one.height * other.width)
  return Math.abs(ratio - 1) <= SHAPE_TOLERANCE
}

/** Returns the blur radius for the seam of a composite, in pixels: keeps what was painted, and shows no line. */
export function measureSeam({ width, height }: Dimensions): number {
  return Math.max(1, Math.round(Math.min(width, height) / 200))
}
