import type { Dimensions } from '@shared/image-options'
import type { Point } from './commands'
import { toStagePoint, listCorners, type Rectangle } from './geometry'
import type { Stage } from './use-stage'

/** A shape that is drawn but not painted yet. */
export type Shape =
  | { readonly type: 'rectangle'; readonly rectangle: Rectangle }
  | { readonly type: 'lasso'; readonly points: readonly Point[] }

interface OutlineProps {
  readonly shape: Shape
  readonly image: Dimensions
  readonly stage: Stage
}

/** A dashed line around the shape, black on white: visible on every image. */
export function Outline({ shape, image, stage }: OutlineProps) {
  const corners = shape.type === 'rectangle' ? listCorners(shape.rectangle) : shape.points
  const points = corners
    .map((corner) => toStagePoint(corner, stage.view, image, stage.size))
    .map(({ x, y }) => `${x},${y}`)
    .join(' ')
  return (
    <svg aria-hidden className="pointer-events-none absolute inset-0 size-full">
      <polygon points={points} fill="none" stroke="white" strokeWidth={2} />
      <polygon points={points} fill="none" stroke="black" strokeWidth={2} strokeDasharray="5 5" />
    </svg>
  )
}
