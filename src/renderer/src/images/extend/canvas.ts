/**
 * A canvas around an image, in image pixels. The origin is the image's upper left corner, so the canvas's `x` and `y`
 * are never positive. It always contains the whole image and has a shape that the rule allows. Pure.
 */
import type { Dimensions } from '@shared/image-options'
import type { Handle } from '../crop/crop-rectangle'
import type { Point } from '../mask/commands'
import type { Rectangle } from '../mask/geometry'
import { isAskable, type CanvasRule } from './canvas-rule'

export type Edge = 'left' | 'top' | 'right' | 'bottom'
export const EDGES = ['left', 'top', 'right', 'bottom'] as const satisfies readonly Edge[]

/** A canvas is in memory several times while its file is encoded. */
export const MOST_CANVAS_PIXELS = 67_108_864
/** The maximum that browsers support. */
const MOST_EDGE = 16_384
/** If only one length changes, it may exceed the longest fitting shape by a tenth before the other one grows, too. */
const REACH = 1.1

export function getNewEdges({ x, y, width, height }: Rectangle, image: Dimensions): Record<Edge, number> {
  return { left: -x, top: -y, right: width + x - image.width, bottom: height + y - image.height }
}

/** Whether the canvas adds nothing to the image. */
export function isBare(canvas: Rectangle, image: Dimensions): boolean {
  return canvas.width === image.width && canvas.height === image.height
}

/** Moves edges. The opposite edges stay in place as far as the shape allows. */
export function dragCanvas(
  before: Rectangle,
  handle: Handle,
  by: Point,
  image: Dimensions,
  rule: CanvasRule,
): Rectangle {
  const edges = getNewEdges(before, image)
  const wanted = {
    left: handle.includes('w') ? edges.left - by.x : edges.left,
    right: handle.includes('e') ? edges.right + by.x : edges.right,
    top: handle.includes('n') ? edges.top - by.y : edges.top,
    bottom: handle.includes('s') ? edges.bottom + by.y : edges.bottom,
  }
  return fitCanvas(before, wanted, image, rule, listMoved(handle))
}

/** Sets how much is added at one edge. */
export function setEdge(before: Rectangle, edge: Edge, added: number, image: Dimensions, rule: CanvasRule): Rectangle {
  return fitCanvas(before, { ...getNewEdges(before, image), [edge]: added }, image, rule, [edge])
}

/** Moves an edge by as many steps as it takes to get a different canvas. Returns the same canvas if there is none. */
export function nudgeCanvas(
  before: Rectangle,
  { edge, step }: { readonly edge: Edge; readonly step: number },
  image: Dimensions,
  rule: CanvasRule,
): Rectangle {
  const added = getNewEdges(before, image)[edge]
  const length = edge === 'left' || edge === 'right' ? 'width' : 'height'
  for (let steps = 1; steps <= MOST_STEPS; steps += 1) {
    const wanted = Math.max(0, added + step * steps)
    const next = setEdge(before, edge, wanted, image, rule)
    if (step > 0 ? next[length] > before[length] : next[length] < before[length]) return next
    if (wanted === 0 || (step > 0 && next[length] > MOST_EDGE / 2)) break
  }
  return before
}

/** Returns the smallest canvas of this shape, with the image in the middle. */
export function shapeCanvas(aspect: number, image: Dimensions, rule: CanvasRule): Rectangle {
  const size = fitSize(growTo(image, aspect), image, rule, undefined)
  return {
    x: -Math.floor((size.width - image.width) / 2) || 0,
    y: -Math.floor((size.height - image.height) / 2) || 0,
    ...size,
  }
}

/** Moves the image within its canvas. */
export function moveImage(canvas: Rectangle, by: Point, image: Dimensions): Rectangle {
  return {
    ...canvas,
    x: clamp(Math.round(canvas.x - by.x), image.width - canvas.width, 0),
    y: clamp(Math.round(canvas.y - by.y), image.height - canvas.height, 0),
  }
}

/** More steps than any canvas needs. */
const MOST_STEPS = 400

function fitCanvas(
  before: Rectangle,
  wanted: Record<Edge, number>,
  image: Dimensions,
  rule: CanvasRule,
  moved: readonly Edge[],
): Rectangle {
  const [left, right] = [Math.max(0, Math.round(wanted.left)), Math.max(0, Math.round(wanted.right))]
  const [top, bottom] = [Math.max(0, Math.round(wanted.top)), Math.max(0, Math.round(wanted.bottom))]
  const movesX = moved.includes('left') || moved.includes('right')
  const movesY = moved.includes('top') || moved.includes('bottom')
  const alone = movesX && movesY ? undefined : movesX ? 'width' : 'height'
  const size = fitSize({ width: left + image.width + right, height: top + image.height + bottom }, image, rule, alone)
  return {
    x: place(before.x, before.width, size.width, image.width, [moved.includes('left'), moved.includes('right')]),
    y: place(before.y, before.height, size.height, image.height, [moved.includes('top'), moved.includes('bottom')]),
    ...size,
  }
}

/** `alone`: the only length that changes. The other one stays if possible. */
function fitSize(
  wanted: Dimensions,
  image: Dimensions,
  rule: CanvasRule,
  alone: 'width' | 'height' | undefined,
): Dimensions {
  if (wanted.width === image.width && wanted.height === image.height) return image
  return rule.aspects ? fitShape(wanted, image, rule.aspects, alone) : fitFree(wanted, image, rule)
}

function fitFree(wanted: Dimensions, image: Dimensions, rule: CanvasRule): Dimensions {
  const most = measureMost(image)
  let width = Math.min(wanted.width, most.width, Math.max(image.width, Math.floor(wanted.height * rule.maxAspect)))
  const height = Math.min(wanted.height, most.height, Math.max(image.height, Math.floor(width * rule.maxAspect)))
  width = Math.min(width, Math.max(image.width, Math.floor(MOST_CANVAS_PIXELS / height)))
  const step = rule.sizes?.multipleOf ?? 1
  const toStep = (length: number, least: number): number =>
    Math.max(Math.ceil(least / step), Math.round(length / step)) * step
  const stepped = { width: toStep(width, image.width), height: toStep(height, image.height) }
  return isAskable(stepped, rule) ? stepped : { width, height }
}

function fitShape(
  wanted: Dimensions,
  image: Dimensions,
  aspects: readonly number[],
  alone: 'width' | 'height' | undefined,
): Dimensions {
  const kept = aspects.map((aspect) =>
    alone === 'width'
      ? { width: Math.round(wanted.height * aspect), height: wanted.height }
      : { width: wanted.width, height: Math.round(wanted.width / aspect) },
  )
  const alike = alone === undefined ? [] : kept.filter((size) => isPossible(size, image))
  const furthest = alone && Math.max(...alike.map((size) => size[alone]))
  if (alone && furthest !== undefined && wanted[alone] <= furthest * REACH) return nearest(alike, wanted) ?? image
  const grown = aspects.flatMap((aspect) => {
    const sides = [
      { width: wanted.width, height: wanted.width / aspect },
      { width: wanted.height * aspect, height: wanted.height },
    ]
    return sides.map((side) => growTo({ ...image, ...largest(side, image) }, aspect))
  })
  return (
    nearest(
      grown.filter((size) => isPossible(size, image)),
      wanted,
    ) ?? image
  )
}

function largest(one: Dimensions, other: Dimensions): Dimensions {
  return { width: Math.max(one.width, other.width), height: Math.max(one.height, other.height) }
}

/** Returns the smallest size of this shape that contains the other one. */
function growTo({ width, height }: Dimensions, aspect: number): Dimensions {
  return width / height < aspect
    ? { width: Math.round(height * aspect), height: Math.round(height) }
    : { width: Math.round(width), height: Math.round(width / aspect) }
}

function isPossible({ width, height }: Dimensions, image: Dimensions): boolean {
  const isWithin = Math.max(width, height) <= MOST_EDGE && width * height <= MOST_CANVAS_PIXELS
  return isWithin && width >= image.width && height >= image.height
}

function nearest(sizes: readonly Dimensions[], wanted: Dimensions): Dimensions | undefined {
  const far = ({ width, height }: Dimensions): number =>
    Math.abs(Math.log(width / wanted.width)) + Math.abs(Math.log(height / wanted.height))
  return sizes.toSorted((one, other) => far(one) - far(other))[0]
}

function measureMost({ width, height }: Dimensions): Dimensions {
  return { width: Math.max(width, MOST_EDGE), height: Math.max(height, MOST_EDGE) }
}

/** Returns where the canvas starts. The edge that isn't moved stays; if neither or both are moved, the middle stays. */
function place(
  start: number,
  before: number,
  after: number,
  image: number,
  [movesStart, movesEnd]: readonly [boolean, boolean],
): number {
  const wanted =
    movesStart === movesEnd ? start - Math.floor((after - before) / 2) : movesStart ? start + before - after : start
  return clamp(wanted, image - after, 0)
}

function listMoved(handle: Handle): readonly Edge[] {
  const names = { w: 'left', e: 'right', n: 'top', s: 'bottom' } as const
  return (['w', 'e', 'n', 's'] as const).flatMap((letter) => (handle.includes(letter) ? [names[letter]] : []))
}

function clamp(value: number, least: number, most: number): number {
  // Never -0.
  return Math.min(most, Math.max(Math.min(least, most), value)) || 0
}
