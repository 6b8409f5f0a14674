/** Draws contact sheets: a PDF at once, an image strip by strip. Chromium lays out the words of every script. */
import { randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { SheetCell, SheetForm } from '@shared/hand-off/order'
import { layOutSheet, measurePaper, type SheetLayout } from '@shared/hand-off/sheet-layout'
import { buildPrintedSheet, buildStrip } from './build-sheet'
import { writePng, type Pixels } from './write-png'

/** A window that isn't seen. */
export interface SheetPress {
  /** `size`: of the paper, in inches. */
  print(html: string, nonce: string, size: { readonly width: number; readonly height: number }): Promise<Uint8Array>
  /** The pixels of a document with this size, without the rule that is below it. */
  capture(html: string, nonce: string, size: { readonly width: number; readonly height: number }): Promise<Pixels>
  close(): void
}

/** Drawn at once: some tens of megabytes in every process that has a copy. */
const MOST_PIXELS = 3_000_000

export interface SheetWork {
  readonly form: SheetForm
  readonly press: SheetPress
  readonly signal: AbortSignal
  /** So many images more are on it. */
  readonly onDrawn: (count: number) => void
}

/** `cells`: those whose file is there. Rejects with the error of the disk, or where the window fails. */
export async function drawSheet(file: FileHandle, cells: readonly SheetCell[], work: SheetWork): Promise<void> {
  const { form, press, signal, onDrawn } = work
  const layout = layOutSheet(form, form.columns, cells)
  const nonce = randomUUID()
  if (form.kind === 'png') return writePng(file, layout, drawStrips(layout, cells, work))
  const html = buildPrintedSheet(layout, { ...form, cells }, nonce)
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
  const rows = Math.max(1, Math.floor(MOST_PIXELS / (layout.width * (layout.cellHeight + layout.gap))))
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
