/**
 * Builds a contact sheet as a document without scripts, which Chromium prints or draws. All content is escaped text.
 */
import type { SheetCell, SheetLook } from '@shared/hand-off/order'
import type { SheetLayout } from '@shared/hand-off/sheet-layout'
import { chooseThumbnailSize, thumbnailUrl } from '@shared/thumbnails'
import { escapeHtml } from '../escape-html'

interface SheetColors {
  readonly wall: string
  readonly field: string
  readonly text: string
  readonly muted: string
}

/** As in the page's tokens: neutral grays, which don't tint an image. */
const COLORS: Readonly<Record<SheetLook['theme'], SheetColors>> = {
  light: { wall: '#ffffff', field: '#ededed', text: '#1c1c1c', muted: '#5e5e5e' },
  dark: { wall: '#161616', field: '#2a2a2a', text: '#e6e6e6', muted: '#a8a8a8' },
}

/** Image pixels per layout pixel in print: about 130 dpi, which keeps files small. */
const PRINT_DENSITY = 1.35

interface Printing {
  /** Printed at the foot of each page. */
  readonly title: string
  readonly nonce: string
}

/** Builds the pages of a PDF. */
export function buildPrintedSheet(layout: SheetLayout, look: SheetLook, { title, nonce }: Printing): string {
  const perPage = layout.rowsPerPage * layout.columns
  const pages = Array.from({ length: layout.pages }, (_, page) => {
    const cells = look.cells.slice(page * perPage, (page + 1) * perPage)
    const number = layout.pages > 1 ? `<span>${page + 1} / ${layout.pages}</span>` : ''
    const foot = `<footer><span dir="auto">${escapeHtml(title)}</span>${number}</footer>`
    return `<section>${buildGrid(cells, layout, PRINT_DENSITY)}${foot}</section>`
  })
  const style = `@page { size: ${layout.width}px ${layout.height + 1}px; margin: 0 }
section { height: ${layout.height}px; break-after: page }
section:last-child { break-after: auto }`
  return buildDocument(pages.join(''), buildStyle(layout, look) + style, nonce, title)
}

/** A strip of a sheet that is too large to be drawn at once. It ends with an empty `hr`, one pixel high. */
export interface Strip {
  readonly html: string
  /** In pixels, without the rule. */
  readonly height: number
}

/**
 * Builds a strip of rows starting at `first`. The first strip includes the top margin, the last one the bottom margin.
 */
export function buildStrip(
  layout: SheetLayout,
  look: SheetLook,
  { first, count, nonce }: { readonly first: number; readonly count: number; readonly nonce: string },
): Strip {
  const isFirst = first === 0
  const isLast = first + count >= layout.rows
  const cells = look.cells.slice(first * layout.columns, (first + count) * layout.columns)
  const above = isFirst ? layout.margin : 0
  const below = isLast ? layout.margin : layout.rowGap
  const height = above + count * layout.cellHeight + (count - 1) * layout.rowGap + below
  const style = `section { height: ${height}px; padding-top: ${above}px }
hr { position: absolute; inset: ${height}px 0 auto; height: 1px; margin: 0; border: 0 }`
  const html = `<section>${buildGrid(cells, layout, 1)}</section><hr>`
  return { html: buildDocument(html, buildStyle(layout, look) + style, nonce), height }
}

function buildGrid(cells: readonly SheetCell[], layout: SheetLayout, density: number): string {
  return `<div class="grid">${cells.map((cell) => buildCell(cell, layout, density)).join('')}</div>`
}

function buildCell(
  { hash, width, height, prompt, facts }: SheetCell,
  { cellWidth, boxHeight, promptLines }: SheetLayout,
  density: number,
): string {
  const scale = Math.min(cellWidth / width, boxHeight / height)
  const size = chooseThumbnailSize(Math.max(width, height) * scale * density)
  const lines = facts.map((fact) => `<p>${escapeHtml(fact)}</p>`).join('')
  const words = promptLines > 0 ? `<p class="prompt" dir="auto">${escapeHtml(prompt)}</p>` : ''
  // Decoded before it's drawn, so that no image is missing in the capture.
  return `<figure><div><img src="${thumbnailUrl(hash, size)}" decoding="sync" alt=""></div>${words}${lines}</figure>`
}

function buildStyle(layout: SheetLayout, { theme }: SheetLook): string {
  const { wall, field, text, muted } = COLORS[theme]
  const { width, margin, gap, rowGap, columns, cellWidth, cellHeight, boxHeight, fontSize, lineHeight } = layout
  return `html { background: ${wall}; -webkit-print-color-adjust: exact }
body, p, figure { margin: 0 }
body { position: relative; width: ${width}px; overflow: hidden; background: ${wall}; color: ${muted};
  font: ${fontSize}px/${lineHeight}px -apple-system, 'Segoe UI Variable Text', 'Segoe UI', 'Inter Variable', system-ui, sans-serif }
section { box-sizing: border-box; position: relative; overflow: hidden; padding: ${margin}px ${margin}px 0 }
.grid { display: grid; grid-template-columns: repeat(${columns}, ${cellWidth}px); grid-auto-rows: ${cellHeight}px;
  gap: ${rowGap}px ${gap}px; justify-content: space-between }
figure { min-width: 0; overflow: hidden }
figure > div { height: ${boxHeight}px; margin-bottom: ${Math.round(lineHeight / 3)}px; background: ${field} }
img { display: block; width: 100%; height: 100%; object-fit: contain }
p { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; font-variant-numeric: tabular-nums }
.prompt { max-height: ${2 * lineHeight}px; white-space: normal; overflow-wrap: anywhere; color: ${text};
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2 }
footer { position: absolute; inset: auto ${margin}px ${Math.round(margin / 2)}px; display: flex; justify-content: space-between;
  gap: ${gap}px; padding-top: 5px; border-top: 1px solid ${field}; font-size: 9px; line-height: 12px; font-variant-numeric: tabular-nums }
footer span:first-child { overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
footer span + span { flex-shrink: 0 }
`
}

function buildDocument(body: string, style: string, nonce: string, title = 'Easel'): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style nonce="${nonce}">${style}</style></head><body>${body}</body></html>`
}
