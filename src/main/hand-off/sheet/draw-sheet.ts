/** Draws contact sheets: a PDF in one go, an image strip by strip. Chromium lays out the text, in any script. */
import { randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { SheetCell, SheetForm } from '@shared/hand-off/order'
import { layOutSheet, measurePaper, type SheetLayout } from '@shared/hand-off/sheet-layout'
import { buildPrintedSheet, buildStrip } from './build-sheet'
import { writePng, type Pixels } from './write-png'

/** A hidden window that draws sheets. */
export interface SheetPress {
  /** `size`: of the paper, in inches. */
  print(html: string, nonce: string, size: { readonly width: number; readonly height: number }): Promise<Uint8Array>
  /** Returns the pixels of a document of this size, without the rule below it. */
  capture(html: string, nonce: string, size: { readonly width: number; readonly height: number }): Promise<Pixels>
  close(): void
}

/** The largest strip drawn at once: tens of megabytes in every process that has a copy. */
const MOST_PIXELS = 3_000_000

export interface SheetWork {
  readonly form: SheetForm
  /** Printed at the foot of each page. */
  readonly title: string
  readonly press: SheetPress
  readonly signal: AbortSignal
  /** Called with the number of images added to the sheet. */
  readonly onDrawn: (count: number) => void
}

/** `cells`: only those whose file exists. Rejects with the disk's error, or if the window fails. */
export async function drawSheet(file: FileHandle, cells: readonly SheetCell[], work: SheetWork): Promise<void> {
  const { form, title, press, signal, onDrawn } = work
  const layout = layOutSheet(form, form.columns, cells)
  const nonce = randomUUID()
  if (form.kind === 'png') return writePng(file, layout, drawStrips(layout, cells, work))
  const html = buildPrintedSheet(layout, { ...form, cells }, { title, nonce })
  const pdf = await press.print(html, nonce, measurePaper(form.paper, form.isLandscape))
  signal.throwIfAborted()
  await file.appendFile(pdf)
  onDrawn(cells.length)
}

async function* drawStrips(
  layout: SheetLayout,
  cells: readonly SheetCell[],
  { form, press, signal, onDrawn }: SheetWork,
): AsyncGenerator<Pixels, void, void> {
  const rows = Math.max(1, Math.floor(MOST_PIXELS / (layout.width * (layout.cellHeight + layout.rowGap))))
  for (let first = 0; first < layout.rows; first += rows) {
    signal.throwIfAborted()
    const count = Math.min(rows, layout.rows - first)
    const nonce = randomUUID()
    const { html, height } = buildStrip(layout, { ...form, cells }, { first, count, nonce })
    const pixels = await press.capture(html, nonce, { width: layout.width, height })
    signal.throwIfAborted()
    yield pixels
    onDrawn(Math.min(cells.length - first * layout.columns, count * layout.columns))
  }
}
