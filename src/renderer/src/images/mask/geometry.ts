/** Points and rectangles on an image, in image pixels. Pure. */
import type { Dimensions } from '@shared/image-options'
import type { View } from '../lightbox/zoom'
import type { Point, StrokePoint } from './commands'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Converts a point of the stage to the image. The stage's origin is its upper left corner, in CSS pixels. */
export function toImagePoint(point: Point, view: View, image: Dimensions, stage: Dimensions): Point {
  return {
    x: (point.x - stage.width / 2 - view.x) / view.scale + image.width / 2,
    y: (point.y - stage.height / 2 - view.y) / view.scale + image.height / 2,
  }
}

/** Converts a point of the image to the stage. */
export function toStagePoint(point: Point, view: View, image: Dimensions, stage: Dimensions): Point {
  return {
    x: (point.x - image.width / 2) * view.scale + stage.width / 2 + view.x,
    y: (point.y - image.height / 2) * view.scale + stage.height / 2 + view.y,
  }
}

/** Returns the rectangle between two corners, clamped to the image, in whole pixels. */
export function spanRectangle(one: Point, other: Point, image: Dimensions): Rectangle {
  const left = clamp(Math.round(Math.min(one.x, other.x)), image.width)
  const top = clamp(Math.round(Math.min(one.y, other.y)), image.height)
  const right = clamp(Math.round(Math.max(one.x, other.x)), image.width)
  const bottom = clamp(Math.round(Math.max(one.y, other.y)), image.height)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Returns the rectangle that keyboard users start with: in the middle of the image, half as wide and high. */
export function createMiddle({ width, height }: Dimensions): Rectangle {
  const half = { width: Math.max(1, Math.round(width / 2)), height: Math.max(1, Math.round(height / 2)) }
  return { x: Math.round((width - half.width) / 2), y: Math.round((height - half.height) / 2), ...half }
}

/** Moves a rectangle, within the image. */
export function moveRectangle(rectangle: Rectangle, by: Point, image: Dimensions): Rectangle {
  return {
    ...rectangle,
    x: clamp(rectangle.x + by.x, image.width - rectangle.width),
    y: clamp(rectangle.y + by.y, image.height - rectangle.height),
  }
}

/** Moves the right and lower edges. Stays within the image and at least 1 pixel wide and high. */
export function resizeRectangle(rectangle: Rectangle, by: Point, image: Dimensions): Rectangle {
  return {
    ...rectangle,
    width: Math.max(1, clamp(rectangle.width + by.x, image.width - rectangle.x)),
    height: Math.max(1, clamp(rectangle.height + by.y, image.height - rectangle.y)),
  }
}

export function listCorners({ x, y, width, height }: Rectangle): readonly Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
}

/** Returns a rectangle in whole percent of the image, to describe it in words. */
export function measureShares({ x, y, width, height }: Rectangle, image: Dimensions): Rectangle {
  const share = (length: number, whole: number): number => Math.round((length / whole) * 100)
  return {
    x: share(x, image.width),
    y: share(y, image.height),
    width: share(width, image.width),
    height: share(height, image.height),
  }
}

/** Returns the step of an arrow key: a fiftieth of the image, or a single pixel. Undefined for other keys. */
export function getKeyStep(key: string, isFine: boolean, { width, height }: Dimensions): Point | undefined {
  const stepX = isFine ? 1 : Math.max(1, Math.round(width / 50))
  const stepY = isFine ? 1 : Math.max(1, Math.round(height / 50))
  switch (key) {
    case 'ArrowLeft':
      return { x: -stepX, y: 0 }
    case 'ArrowRight':
      return { x: stepX, y: 0 }
    case 'ArrowUp':
      return { x: 0, y: -stepY }
    case 'ArrowDown':
      return { x: 0, y: stepY }
    default:
      return undefined
  }
}

/** The least share of the brush's width: a light touch of a pen still paints something. */
const LEAST_WIDTH = 0.25

/** Returns the width of a brush under a pointer. Only pens report a meaningful pressure. */
export function computeWidth(
  brush: number,
  pointer: { readonly pointerType: string; readonly pressure: number },
): number {
  if (pointer.pointerType !== 'pen' || pointer.pressure === 0) return brush
  return brush * (LEAST_WIDTH + (1 - LEAST_WIDTH) * pointer.pressure)
}

/** Whether a point is far enough from the previous one to be stored: a resting pointer must not fill the memory. */
export function isWorthKeeping(point: StrokePoint, before: StrokePoint | undefined): boolean {
  return !before || Math.hypot(point.x - before.x, point.y - before.y) >= Math.max(0.5, before.width / 24)
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, most), Math.max(0, value))
}
