/** The arithmetic of zooming and panning: where an image is in a window. Pixels; the origin is the window's center. */
import type { Dimensions } from '@shared/image-options'

export interface View {
  /** Screen pixels per image pixel. */
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** Wall on every side of a whole image. */
const MARGIN = 24
/** Small images may be looked at closely; beyond this there are only squares to see. */
const MOST_SCALE = 8

/** The whole image, as large as the window allows but never enlarged. */
export function fitView(image: Dimensions, stage: Dimensions): View {
  return { scale: fitScale(image, stage), x: 0, y: 0 }
}

export function actualView(): View {
  return { scale: 1, x: 0, y: 0 }
}

/** Zooms by a factor about a point that stays where it is. */
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

/** No side of the image leaves the window's edge by more than it has to. */
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
