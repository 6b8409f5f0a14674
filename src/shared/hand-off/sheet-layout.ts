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
  /** Between columns. */
  readonly gap: number
  /** Between rows. */
  readonly rowGap: number
  readonly columns: number
  readonly cellWidth: number
  /** Every image gets a box of this height and is scaled to fit it. */
  readonly boxHeight: number
  readonly fontSize: number
  readonly lineHeight: number
  readonly promptLines: number
  readonly factLines: number
  /** The height of all these lines with the space around them. */
  readonly captionHeight: number
  readonly cellHeight: number
  /** The last page may have fewer. */
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
/** For pages with room left: 2:3 is the shape of most portrait images. */
const HIGHEST_WITH_ROOM = 1.5
/** If rows fill less of a page than this, boxes shrink to `LEAST_SHARE` of their height if that fits another row. */
const LEAST_FILLED = 0.75
const LEAST_SHARE = 0.75
/** Relative to the gap between columns. With larger gaps, rows no longer look like one sheet. */
const MOST_ROW_GAP = 3
/** Smaller text isn't legible in print. */
const LEAST_FONT = 8
/** Relative to the cell's width, and at most to the sheet's, so that two columns don't get headline-sized text. */
const FONT = 0.055
const MOST_FONT = 1 / 80
const LINE = 1.35
/** Space above and below a cell's text, in lines. */
const AROUND_WORDS = 1
/** Space below a page's rows for its title and page number. */
const FOOT = 24
/** For a sheet that is one image: with a single column, a row could be too large to be drawn at once. */
const LEAST_IMAGE_COLUMNS = 2

type SizedCell = Pick<SheetCell, 'width' | 'height' | 'prompt' | 'facts'>

/**
 * Uses `wanted` columns, or fewer if there are fewer images. Spreads rows evenly over the pages, so that the last page
 * isn't left with a single row. Space left on a page makes boxes higher, as far as images use it, and then widens the
 * row gaps.
 */
export function layOutSheet(space: SheetSpace, wanted: number, cells: readonly SizedCell[]): SheetLayout {
  const page = space.kind === 'pdf' ? toPixels(measurePaper(space.paper, space.isLandscape)) : undefined
  const width = page?.width ?? (space.kind === 'png' ? space.width : 0)
  const columns = Math.min(wanted, Math.max(page ? 1 : LEAST_IMAGE_COLUMNS, cells.length))
  const margin = Math.round(width / 24)
  const gap = Math.round(width / 72)
  const cellWidth = Math.floor((width - 2 * margin - gap * (columns - 1)) / columns)
  const words = measureWords(cells, cellWidth, width)
  const rows = Math.ceil(cells.length / columns)
  const tallest = cells.reduce((most, cell) => Math.max(most, cell.height / cell.width || 0), 0)
  const limitHeight = (highest: number): number =>
    Math.round(cellWidth * Math.min(highest, Math.max(FLATTEST_BOX, tallest)))
  const common = { width, margin, gap, columns, cellWidth, ...words, rows }
  if (!page) {
    const boxHeight = limitHeight(HIGHEST_BOX)
    const cellHeight = boxHeight + words.captionHeight
    const height = 2 * margin + rows * (cellHeight + gap) - gap
    return { ...common, height, rowGap: gap, boxHeight, cellHeight, rowsPerPage: rows, pages: 1 }
  }
  const room = page.height - 2 * margin - FOOT
  // On a landscape page with few columns, at least one row must fit.
  const fullHeight = Math.max(1, Math.min(limitHeight(HIGHEST_BOX), room - words.captionHeight))
  const countRows = (box: number): number => Math.max(1, Math.floor((room + gap) / (box + words.captionHeight + gap)))
  const growBox = (perPage: number): number =>
    Math.min(limitHeight(HIGHEST_WITH_ROOM), Math.floor((room + gap) / perPage) - gap - words.captionHeight)
  const full = countRows(fullHeight)
  const isFilled = full * (growBox(full) + words.captionHeight + gap) >= room * LEAST_FILLED
  const most = isFilled ? full : countRows(fullHeight * LEAST_SHARE)
  const pages = Math.max(1, Math.ceil(rows / most))
  const rowsPerPage = Math.max(1, Math.ceil(rows / pages))
  const boxHeight = Math.max(1, growBox(rowsPerPage))
  const cellHeight = boxHeight + words.captionHeight
  const left = room - rowsPerPage * cellHeight
  const rowGap = rowsPerPage > 1 ? Math.min(MOST_ROW_GAP * gap, Math.floor(left / (rowsPerPage - 1))) : gap
  return { ...common, height: page.height, rowGap, boxHeight, cellHeight, rowsPerPage, pages }
}

/** Measures captions, which have the same size for all images. */
function measureWords(cells: readonly SizedCell[], cellWidth: number, width: number) {
  const fontSize = Math.max(LEAST_FONT, Math.round(Math.min(cellWidth * FONT, width * MOST_FONT) * 10) / 10)
  const lineHeight = Math.ceil(fontSize * LINE)
  const promptLines = cells.some(({ prompt }) => prompt !== '') ? 2 : 0
  const factLines = cells.reduce((most, { facts }) => Math.max(most, facts.length), 0)
  const lines = promptLines + factLines
  const captionHeight = lines === 0 ? 0 : Math.round((lines + AROUND_WORDS) * lineHeight)
  return { fontSize, lineHeight, promptLines, factLines, captionHeight }
}

/** Rounds down to whole pixels, so that no page overflows onto the next. */
function toPixels({ width, height }: Size): Size {
  const toPixel = (inches: number): number => Math.floor(inches * 25.4 * PIXELS_PER_MM)
  return { width: toPixel(width), height: toPixel(height) - 1 }
}
