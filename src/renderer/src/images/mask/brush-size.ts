/** Brush sizes, as shares of the shorter edge: a size that suits a small image is a dot on a large one. Pure. */
import type { Dimensions } from '@shared/image-options'

/** The last position of the slider. */
export const BRUSH_STEPS = 100
const SMALLEST = 0.004
const LARGEST = 0.5

/** Returns the width in image pixels. Each step grows it by the same factor, so that small sizes are easy to choose. */
export function computeBrushSize(step: number, { width, height }: Dimensions): number {
  const share = SMALLEST * (LARGEST / SMALLEST) ** (step / BRUSH_STEPS)
  return Math.max(1, Math.round(Math.min(width, height) * share))
}

export function clampStep(step: number): number {
  return Math.min(BRUSH_STEPS, Math.max(0, step))
}
