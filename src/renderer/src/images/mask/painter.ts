/**
 * Owns the canvas of a mask and what was done to it. Strokes are drawn once a frame, each frame only what is new; everything
 * else is drawn at once. Not React state: a frame must not wait for a render.
 */
import { Checkpoints } from './checkpoints'
import { addCommand, NO_HISTORY, redo, showsBase, undo, type History, type MaskCommand } from './commands'
import type { StrokePoint } from './commands'
import { continueStroke, drawCommand, drawPaint } from './draw-command'
import { isWorthKeeping } from './geometry'

export interface PainterState {
  readonly canUndo: boolean
  readonly canRedo: boolean
}

interface Stroke {
  readonly erases: boolean
  readonly points: StrokePoint[]
  /** How many of the points are drawn. */
  drawn: number
}

export class MaskPainter {
  readonly #context: CanvasRenderingContext2D
  readonly #base: ImageBitmap | undefined
  readonly #onChange: (state: PainterState) => void
  readonly #checkpoints: Checkpoints<OffscreenCanvas>
  #history: History = NO_HISTORY
  #stroke: Stroke | undefined
  #frame = 0

  /** `base`: the mask to go on with, opaque where it is painted. */
  constructor(
    canvas: HTMLCanvasElement,
    { base, color, onChange }: { base?: ImageBitmap; color: string; onChange: (state: PainterState) => void },
  ) {
    const context = canvas.getContext('2d')
    if (!context) throw new Error('No canvas')
    this.#context = context
    this.#context.fillStyle = color
    this.#base = base
    this.#onChange = onChange
    this.#checkpoints = new Checkpoints(() => copyCanvas(canvas))
    this.#redraw()
  }

  beginStroke(erases: boolean, point: StrokePoint): void {
    this.#stroke = { erases, points: [point], drawn: 0 }
    this.#askForFrame()
  }

  extendStroke(points: readonly StrokePoint[]): void {
    if (!this.#stroke) return
    const known = this.#stroke.points
    for (const point of points) if (isWorthKeeping(point, known.at(-1))) known.push(point)
    this.#askForFrame()
  }

  endStroke(): void {
    const stroke = this.#stroke
    if (!stroke) return
    this.#drawStroke()
    this.#stroke = undefined
    this.#add({ type: 'stroke', erases: stroke.erases, points: stroke.points })
  }

  /** As if it had not begun: a second finger makes a pinch of it. */
  cancelStroke(): void {
    if (!this.#stroke) return
    this.#stroke = undefined
    this.#redraw()
  }

  apply(command: MaskCommand): void {
    this.endStroke()
    drawCommand(this.#context, command)
    this.#add(command)
  }

  undo(): void {
    this.endStroke()
    this.#setHistory(undo(this.#history))
    this.#redraw()
  }

  redo(): void {
    const next = this.#history.undone.at(-1)
    if (!next) return
    drawCommand(this.#context, next)
    this.#setHistory(redo(this.#history))
    this.#checkpoints.note(next, this.#history.done.length)
  }

  /** What is painted now, for a worker: the page need not wait for it to be read back. */
  readPaint(): Promise<ImageBitmap> {
    this.endStroke()
    return createImageBitmap(this.#context.canvas)
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame)
  }

  /** It's drawn already. */
  #add(command: MaskCommand): void {
    this.#setHistory(addCommand(this.#history, command))
    this.#checkpoints.note(command, this.#history.done.length)
  }

  #setHistory(history: History): void {
    this.#history = history
    this.#onChange({ canUndo: history.done.length > 0, canRedo: history.undone.length > 0 })
  }

  #redraw(): void {
    const { done } = this.#history
    const { width, height } = this.#context.canvas
    this.#checkpoints.replay(
      done,
      (copy) => {
        this.#context.clearRect(0, 0, width, height)
        if (copy) this.#context.drawImage(copy, 0, 0)
        else if (this.#base && showsBase(done)) drawPaint(this.#context, this.#base)
      },
      (command) => drawCommand(this.#context, command),
    )
  }

  #askForFrame(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => this.#drawStroke())
  }

  #drawStroke(): void {
    const stroke = this.#stroke
    if (!stroke || stroke.drawn === stroke.points.length) return
    continueStroke(this.#context, stroke, stroke.drawn)
    stroke.drawn = stroke.points.length
  }
}

function copyCanvas(canvas: HTMLCanvasElement): OffscreenCanvas {
  const copy = new OffscreenCanvas(canvas.width, canvas.height)
  copy.getContext('2d')?.drawImage(canvas, 0, 0)
  return copy
}
