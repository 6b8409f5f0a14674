/** The crop rectangle, in whole image pixels. Always inside the image, and at least 1 pixel wide and high. Pure. */
import type { Dimensions } from '@shared/image-options'
import type { Point } from '../mask/commands'
import { moveRectangle, type Rectangle } from '../mask/geometry'

/** The edges that move, by compass direction: "se" is the lower right corner. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const
export type Handle = (typeof HANDLES)[number]

export function selectWhole({ width, height }: Dimensions): Rectangle {
  return { x: 0, y: 0, width, height }
}

export function isWhole(rectangle: Rectangle, image: Dimensions): boolean {
  return rectangle.width === image.width && rectangle.height === image.height
}

/** Returns the largest rectangle of this shape, around the middle of `before`. `aspect`: width divided by height. */
export function fitAspect(before: Rectangle, aspect: number, image: Dimensions): Rectangle {
  const size = limitSize(image.width, aspect, image)
  const x = Math.round(before.x + (before.width - size.width) / 2)
  const y = Math.round(before.y + (before.height - size.height) / 2)
  return moveRectangle({ x: 0, y: 0, ...size }, { x, y }, image)
}

/**
 * Moves edges. The opposite edges stay in place. With an `aspect` the shape stays, and moving a single edge also grows
 * the other dimension to both sides of its middle.
 */
export function dragHandle(
  before: Rectangle,
  handle: Handle,
  by: Point,
  image: Dimensions,
  aspect: number | undefined,
): Rectangle {
  const towardX = handle.includes('e') ? 1 : handle.includes('w') ? -1 : 0
  const towardY = handle.includes('s') ? 1 : handle.includes('n') ? -1 : 0
  const room = {
    width: measureRoom(before.x, before.width, image.width, towardX),
    height: measureRoom(before.y, before.height, image.height, towardY),
  }
  const wanted = { width: before.width + towardX * by.x, height: before.height + towardY * by.y }
  const size =
    aspect === undefined
      ? {
          width: towardX === 0 ? before.width : clamp(Math.round(wanted.width), 1, room.width),
          height: towardY === 0 ? before.height : clamp(Math.round(wanted.height), 1, room.height),
        }
      : limitSize(chooseWidth(wanted, aspect, towardX, towardY), aspect, room)
  return {
    x: place(before.x, before.width, size.width, towardX),
    y: place(before.y, before.height, size.height, towardY),
    ...size,
  }
}

/** Sets one of the four numbers. With an `aspect`, width and height follow each other. */
export function setNumber(
  before: Rectangle,
  name: keyof Rectangle,
  value: number,
  image: Dimensions,
  aspect: number | undefined,
): Rectangle {
  if (name === 'x' || name === 'y') return moveRectangle({ ...before, [name]: 0 }, { x: 0, y: 0, [name]: value }, image)
  const grown = value - before[name]
  if (aspect === undefined) {
    return dragHandle(before, name === 'width' ? 'e' : 's', { x: grown, y: grown }, image, undefined)
  }
  const room = { width: image.width - before.x, height: image.height - before.y }
  return { ...before, ...limitSize(name === 'width' ? value : value * aspect, aspect, room) }
}

/** Returns how wide (or high) it can get while the opposite edge stays, or the middle if neither edge is moved. */
function measureRoom(start: number, length: number, whole: number, toward: number): number {
  if (toward > 0) return whole - start
  if (toward < 0) return start + length
  const middle = start + length / 2
  return Math.floor(2 * Math.min(middle, whole - middle))
}

function place(start: number, before: number, after: number, toward: number): number {
  if (toward > 0) return start
  if (toward < 0) return start + before - after
  return Math.max(0, Math.floor(start + (before - after) / 2))
}

function chooseWidth(wanted: Dimensions, aspect: number, towardX: number, towardY: number): number {
  if (towardX === 0) return wanted.height * aspect
  if (towardY === 0) return wanted.width
  return Math.max(wanted.width, wanted.height * aspect)
}

function limitSize(width: number, aspect: number, room: Dimensions): Dimensions {
  const limited = Math.max(1, aspect, Math.min(width, room.width, room.height * aspect))
  return {
    width: clamp(Math.round(limited), 1, room.width),
    height: clamp(Math.round(limited / aspect), 1, room.height),
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(least, most), Math.max(least, value))
}
