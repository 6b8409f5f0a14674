/** How marks look, in a file and on the screen. */
import type { Dimensions } from '@shared/image-options'
import { computeFontSize, computeLine, MARK_COLORS, toPath, type Mark } from './marks'

/** The width of the outline of every line, in line widths. It keeps the line visible on every image. */
export const HALO = 2

export function getHaloColor(mark: Mark): string {
  return mark.color === 'white' || mark.color === 'yellow' ? '#000000' : '#ffffff'
}

/** The font of words, the same on the screen and in a file. */
export const WORDS_FONT = { fontFamily: 'system-ui, sans-serif', fontWeight: 600 } as const

function nameFont(size: number): string {
  return `${WORDS_FONT.fontWeight} ${size}px ${WORDS_FONT.fontFamily}`
}

let ruler: OffscreenCanvasRenderingContext2D | undefined

/** Returns the width of words in image pixels, 0 if there is no canvas. */
export function measureWords(text: string, fontSize: number): number {
  ruler ??= new OffscreenCanvas(1, 1).getContext('2d') ?? undefined
  if (!ruler) return 0
  ruler.font = nameFont(fontSize)
  return ruler.measureText(text).width
}

/** Draws one mark on a canvas as large as the image. */
export function drawMark(context: OffscreenCanvasRenderingContext2D, mark: Mark, image: Dimensions): void {
  const line = computeLine(image)
  const color = MARK_COLORS[mark.color]
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.strokeStyle = getHaloColor(mark)
  if (mark.type === 'words') {
    context.font = nameFont(computeFontSize(image, mark))
    context.lineWidth = line
    context.strokeText(mark.text, mark.at.x, mark.at.y)
    context.fillStyle = color
    context.fillText(mark.text, mark.at.x, mark.at.y)
    return
  }
  const path = new Path2D(toPath(mark, line))
  context.lineWidth = line * HALO
  context.stroke(path)
  context.strokeStyle = color
  context.lineWidth = line
  context.stroke(path)
}
