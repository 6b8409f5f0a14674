import { assertNever } from '@shared/assert-never'
import type { MaskCommand, Point, StrokePoint } from './commands'

/** Draws one command on top of the previous ones. Painted pixels are opaque, in the context's own fill style. */
export function drawCommand(context: CanvasRenderingContext2D, command: MaskCommand): void {
  const { width, height } = context.canvas
  switch (command.type) {
    case 'stroke':
      return withMode(context, command.erases, () => drawStroke(context, command.points, 0))
    case 'area':
      return withMode(context, command.erases, () => fillArea(context, command.points))
    case 'load':
      context.clearRect(0, 0, width, height)
      return drawPaint(context, command.bitmap)
    case 'invert':
      // XOR: fills the whole sheet except for what was painted.
      context.globalCompositeOperation = 'xor'
      context.fillRect(0, 0, width, height)
      context.globalCompositeOperation = 'source-over'
      return undefined
    case 'clear':
      return context.clearRect(0, 0, width, height)
    default:
      return assertNever(command)
  }
}

/** Continues a stroke from point `from`, so that each frame only draws what is new. */
export function continueStroke(
  context: CanvasRenderingContext2D,
  { erases, points }: { readonly erases: boolean; readonly points: readonly StrokePoint[] },
  from: number,
): void {
  withMode(context, erases, () => drawStroke(context, points, from))
}

/** Draws the bitmap's shape in the color of this context. */
export function drawPaint(context: CanvasRenderingContext2D, bitmap: ImageBitmap): void {
  const { width, height } = context.canvas
  context.drawImage(bitmap, 0, 0)
  context.globalCompositeOperation = 'source-in'
  context.fillRect(0, 0, width, height)
  context.globalCompositeOperation = 'source-over'
}

function withMode(context: CanvasRenderingContext2D, erases: boolean, draw: () => void): void {
  context.globalCompositeOperation = erases ? 'destination-out' : 'source-over'
  draw()
  context.globalCompositeOperation = 'source-over'
}

function drawStroke(context: CanvasRenderingContext2D, points: readonly StrokePoint[], from: number): void {
  context.strokeStyle = context.fillStyle
  context.lineCap = 'round'
  context.lineJoin = 'round'
  const first = points[from]
  if (from === 0 && first) {
    context.beginPath()
    context.arc(first.x, first.y, first.width / 2, 0, 2 * Math.PI)
    context.fill()
  }
  for (let index = Math.max(1, from); index < points.length; index += 1) {
    const [before, point] = [points[index - 1], points[index]]
    if (!before || !point) continue
    context.lineWidth = point.width
    context.beginPath()
    context.moveTo(before.x, before.y)
    context.lineTo(point.x, point.y)
    context.stroke()
  }
}

function fillArea(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  context.beginPath()
  for (const { x, y } of points) context.lineTo(x, y)
  context.closePath()
  context.fill()
}
