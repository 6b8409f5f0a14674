/** Computes where an image is in a window while zooming and panning. In pixels; the origin is the window's center. */
import type { Dimensions } from '@shared/image-options'

export interface View {
  /** Screen pixels per image pixel. */
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** The space on every side of a fitted image. */
const MARGIN = 24
/** Enough to inspect small images; beyond this, only squares are visible. */
const MOST_SCALE = 8

/** Shows the whole image, as large as the window allows but never enlarged. */
export function fitView(image: Dimensions, stage: Dimensions): View {
  return { scale: fitScale(image, stage), x: 0, y: 0 }
}

export function actualView(): View {
  return { scale: 1, x: 0, y: 0 }
}

/** Zooms by a factor around a point, which stays in place. */
export function zoomAbout(
  view: View,
  factor: number,
  point: { readonly x: number; readonly y: number },
  image: Dimensions,
  stage: Dimensions,
): View {
  const least = Math.min(1, fitScale(image, stage))
  const scale = Math.min(MOST_SCALE, Math.max(least, view.scale * factor))
  const ratio = scale / view.scale
  return keepInside(
    { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio },
    image,
    stage,
  )
}

/** Keeps the image's edges at or outside the window's edges. Along an axis where it fits, centers it. */
export function keepInside(view: View, image: Dimensions, stage: Dimensions): View {
  const slackX = Math.max(0, (image.width * view.scale - stage.width) / 2)
  const slackY = Math.max(0, (image.height * view.scale - stage.height) / 2)
  return { scale: view.scale, x: clamp(view.x, slackX), y: clamp(view.y, slackY) }
}

function fitScale(image: Dimensions, stage: Dimensions): number {
  const { width, height } = { width: stage.width - 2 * MARGIN, height: stage.height - 2 * MARGIN }
  return Math.max(0.01, Math.min(1, width / image.width, height / image.height))
}

function clamp(value: number, limit: number): number {
  return limit === 0 ? 0 : Math.min(limit, Math.max(-limit, value))
}
