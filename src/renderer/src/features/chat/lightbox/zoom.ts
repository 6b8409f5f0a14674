/** Zooming and panning as arithmetic: where a picture lies in a window. Pixels; the origin is the window's centre. */
import type { Dimensions } from '@shared/image-options'

export interface View {
  /** Screen pixels per picture pixel. */
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** Small pictures may be looked at closely; beyond this there are only squares to see. */
const MOST_SCALE = 8

/** The whole picture, as large as the window allows but never enlarged. */
export function fitView(picture: Dimensions, stage: Dimensions): View {
  return { scale: fitScale(picture, stage), x: 0, y: 0 }
}

export function actualView(): View {
  return { scale: 1, x: 0, y: 0 }
}

/** Zooms by a factor about a point that stays where it is. */
export function zoomAbout(
  view: View,
  factor: number,
  point: { readonly x: number; readonly y: number },
  picture: Dimensions,
  stage: Dimensions,
): View {
  const least = Math.min(1, fitScale(picture, stage))
  const scale = Math.min(MOST_SCALE, Math.max(least, view.scale * factor))
  const ratio = scale / view.scale
  return keepInside(
    { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio },
    picture,
    stage,
  )
}

/** No side of the picture leaves the window's edge by more than it has to. */
export function keepInside(view: View, picture: Dimensions, stage: Dimensions): View {
  const slackX = Math.max(0, (picture.width * view.scale - stage.width) / 2)
  const slackY = Math.max(0, (picture.height * view.scale - stage.height) / 2)
  return { scale: view.scale, x: clamp(view.x, slackX), y: clamp(view.y, slackY) }
}

function fitScale(picture: Dimensions, stage: Dimensions): number {
  return Math.min(1, stage.width / picture.width, stage.height / picture.height)
}

function clamp(value: number, limit: number): number {
  return limit === 0 ? 0 : Math.min(limit, Math.max(-limit, value))
}
