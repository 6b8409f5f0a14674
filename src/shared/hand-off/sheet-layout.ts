/** Layout of a contact sheet. Pure. Lengths are pixels; on paper 96 of them make an inch. */
import type { Paper, SheetCell } from './order'

interface Size {
  readonly width: number
  readonly height: number
}

const PIXELS_PER_MM = 96 / 25.4
const MILLIMETERS: Readonly<Record<Paper, Size>> = {
  a4: { width: 210, height: 297 },
  a3: { width: 297, height: 420 },
  letter: { width: 215.9, height: 279.4 },
  tabloid: { width: 279.4, height: 431.8 },
}

/** In inches, as Chromium's print API expects. */
export function measurePaper(paper: Paper, isLandscape: boolean): Size {
  const { width, height } = MILLIMETERS[paper]
  const [short, long] = [width / 25.4, height / 25.4]
  return isLandscape ? { width: long, height: short } : { width: short, height: long }
}

export interface SheetLayout {
  readonly width: number
  /** Of one page, or of the whole sheet if it has no pages. */
  readonly height: number
  readonly margin: number
  readonly gap: number
  readonly columns: number
  readonly cellWidth: number
  /** Every image gets a box of this height and is scaled to fit it. */
  readonly boxHeight: number
  readonly fontSize: number
  readonly lineHeight: number
  readonly promptLines: number
  readonly factLines: number
  readonly cellHeight: number
  readonly rowsPerPage: number
  readonly pages: number
  /** On all pages. */
  readonly rows: number
}

export type SheetSpace =
  | { readonly kind: 'pdf'; readonly paper: Paper; readonly isLandscape: boolean }
  | { readonly kind: 'png'; readonly width: number }

/** Height divided by width. Without limits, tall images would fill the sheet and panoramas would shrink to a line. */
const FLATTEST_BOX = 0.5
const HIGHEST_BOX = 1.25
/** Smaller text isn't legible in print. */
const LEAST_FONT = 8
/** Relative to the cell's width, and at most to the sheet's, so that two columns don't get headline-sized text. */
const FONT = 0.055
const MOST_FONT = 1 / 80
const LINE = 1.35
/** Space above and below a cell's text, in lines. */
const AROUND_WORDS = 1
/** Space below a page's rows for its page number. */
const FOOT = 16

export function layOutSheet(
  space: SheetSpace,
  columns: number,
  cells: readonly Pick<SheetCell, 'width' | 'height' | 'prompt' | 'facts'>[],
): SheetLayout {
  const page = space.kind === 'pdf' ? toPixels(measurePaper(space.paper, space.isLandscape)) : undefined
  const width = page?.width ?? (space.kind === 'png' ? space.width : 0)
  const margin = Math.round(width / 24)
  const gap = Math.round(width / 72)
  const cellWidth = Math.floor((width - 2 * margin - gap * (columns - 1)) / columns)
  const tallest = cells.reduce((most, cell) => Math.max(most, cell.height / cell.width || 0), 0)
  const fontSize = Math.max(LEAST_FONT, Math.round(Math.min(cellWidth * FONT, width * MOST_FONT) * 10) / 10)
  const lineHeight = Math.ceil(fontSize * LINE)
  const promptLines = cells.some(({ prompt }) => prompt !== '') ? 2 : 0
  const factLines = cells.reduce((most, { facts }) => Math.max(most, facts.length), 0)
  const lines = promptLines + factLines
  const captionHeight = lines === 0 ? 0 : Math.round((lines + AROUND_WORDS) * lineHeight)
  const room = page && page.height - 2 * margin - FOOT
  const wanted = Math.round(cellWidth * Math.min(HIGHEST_BOX, Math.max(FLATTEST_BOX, tallest)))
  // On a landscape page with few columns, at least one row must fit.
  const boxHeight = room === undefined ? wanted : Math.max(1, Math.min(wanted, room - captionHeight))
  const cellHeight = boxHeight + captionHeight
  const rows = Math.ceil(cells.length / columns)
  const rowsPerPage = room === undefined ? rows : Math.max(1, Math.floor((room + gap) / (cellHeight + gap)))
  const height = page?.height ?? 2 * margin + rows * (cellHeight + gap) - gap
  return {
    width,
    height,
    margin,
    gap,
    columns,
    cellWidth,
    boxHeight,
    fontSize,
    lineHeight,
    promptLines,
    factLines,
    cellHeight,
    rowsPerPage,
    pages: Math.max(1, Math.ceil(rows / Math.max(1, rowsPerPage))),
    rows,
  }
}

/** Rounds down to whole pixels, so that no page overflows onto the next. */
function toPixels({ width, height }: Size): Size {
  const toPixel = (inches: number): number => Math.floor(inches * 25.4 * PIXELS_PER_MM)
  return { width: toPixel(width), height: toPixel(height) - 1 }
}
