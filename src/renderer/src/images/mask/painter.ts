/**
 * Owns a mask and its history. Paints on a sheet as large as the image, which isn't in the page, and on a canvas as
 * large as the visible part: passing a sheet of 3840x2160 to the screen with every frame takes longer than a frame.
 * Strokes are drawn on both once a frame, each frame only what is new; everything else is drawn at once. Not React
 * state: a frame must not wait for a render.
 */
import type { Dimensions } from '@shared/image-options'
import { Checkpoints } from './checkpoints'
import { addCommand, NO_HISTORY, redo, showsBase, undo, type History, type MaskCommand } from './commands'
import type { StrokePoint } from './commands'
import { continueStroke, drawCommand, drawPaint } from './draw-command'
import { isWorthKeeping } from './geometry'

export interface PainterState {
  readonly canUndo: boolean
  readonly canRedo: boolean
}

/** The visible part, in pixels of the screen. */
export interface Seen {
  readonly width: number
  readonly height: number
  /** Screen pixels per image pixel. */
  readonly scale: number
  /** Where the image's upper left corner is. */
  readonly left: number
  readonly top: number
}

interface PainterParts extends Dimensions {
  /** The canvas on screen. */
  readonly canvas: HTMLCanvasElement
  readonly color: string
  /** The mask to continue with, opaque where it is painted. */
  readonly base?: ImageBitmap
  readonly onChange: (state: PainterState) => void
}

interface Stroke {
  readonly erases: boolean
  readonly points: StrokePoint[]
  /** How many of the points are drawn. */
  drawn: number
}

export class MaskPainter {
  readonly #sheet: CanvasRenderingContext2D
  readonly #screen: CanvasRenderingContext2D
  readonly #base: ImageBitmap | undefined
  readonly #color: string
  readonly #onChange: (state: PainterState) => void
  readonly #checkpoints: Checkpoints<OffscreenCanvas>
  #history: History = NO_HISTORY
  #stroke: Stroke | undefined
  #frame = 0

  /** `width`, `height`: of the image. */
  constructor({ canvas, width, height, color, base, onChange }: PainterParts) {
    const sheet = document.createElement('canvas')
    sheet.width = width
    sheet.height = height
    const context = sheet.getContext('2d')
    const screen = canvas.getContext('2d')
    if (!context || !screen) throw new Error('No canvas')
    this.#sheet = context
    this.#screen = screen
    this.#base = base
    this.#color = color
    this.#onChange = onChange
    this.#sheet.fillStyle = color
    this.#checkpoints = new Checkpoints(() => copyCanvas(sheet))
    this.#redraw()
  }

  /** Shows this part of the image from now on. */
  show({ width, height, scale, left, top }: Seen): void {
    const { canvas } = this.#screen
    // Clears the canvas and resets its state.
    canvas.width = width
    canvas.height = height
    this.#screen.fillStyle = this.#color
    this.#screen.setTransform(scale, 0, 0, scale, left, top)
    // Strokes can extend beyond the edges of the image; the mask doesn't.
    this.#screen.beginPath()
    this.#screen.rect(0, 0, this.#sheet.canvas.width, this.#sheet.canvas.height)
    this.#screen.clip()
    this.#showSheet()
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

  /** Discards the stroke: a second finger turns it into a pinch. */
  cancelStroke(): void {
    if (!this.#stroke) return
    this.#stroke = undefined
    this.#redraw()
  }

  apply(command: MaskCommand): void {
    this.endStroke()
    drawCommand(this.#sheet, command)
    this.#showSheet()
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
    drawCommand(this.#sheet, next)
    this.#showSheet()
    this.#setHistory(redo(this.#history))
    this.#checkpoints.note(next, this.#history.done.length)
  }

  /** Returns what is painted now, for a worker, so that the page doesn't wait for pixels to be read back. */
  readPaint(): Promise<ImageBitmap> {
    this.endStroke()
    return createImageBitmap(this.#sheet.canvas)
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame)
  }

  /** Adds a command that is already drawn. */
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
    const { width, height } = this.#sheet.canvas
    this.#checkpoints.replay(
      done,
      (copy) => {
        this.#sheet.clearRect(0, 0, width, height)
        if (copy) this.#sheet.drawImage(copy, 0, 0)
        else if (this.#base && showsBase(done)) drawPaint(this.#sheet, this.#base)
      },
      (command) => drawCommand(this.#sheet, command),
    )
    this.#showSheet()
  }

  #showSheet(): void {
    const { canvas } = this.#sheet
    this.#screen.clearRect(0, 0, canvas.width, canvas.height)
    this.#screen.drawImage(canvas, 0, 0)
  }

  #askForFrame(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => this.#drawStroke())
  }

  #drawStroke(): void {
    const stroke = this.#stroke
    if (!stroke || stroke.drawn === stroke.points.length) return
    for (const context of [this.#sheet, this.#screen]) continueStroke(context, stroke, stroke.drawn)
    stroke.drawn = stroke.points.length
  }
}

function copyCanvas(canvas: HTMLCanvasElement): OffscreenCanvas {
  const copy = new OffscreenCanvas(canvas.width, canvas.height)
  copy.getContext('2d')?.drawImage(canvas, 0, 0)
  return copy
}
