/** Builds a document without scripts for printing a chat: black on white, whatever the theme. */
import type { ChatPrint, PrintedImage } from '@shared/chat-print'
import type { ObjectHash } from '@shared/ids'
import { thumbnailUrl } from '@shared/thumbnails'
import { escapeHtml } from './escape-html'

/** `missing`: images whose file is missing. */
export function buildPrintDocument(chat: ChatPrint, missing: ReadonlySet<ObjectHash>, nonce: string): string {
  const body = chat.pieces.map((piece) => {
    if ('html' in piece) return piece.html
    const images = piece.images.map((image) => buildImage(image, missing.has(image.hash) ? chat.missing : undefined))
    const look = piece.areSmall ? 'small' : images.length > 1 ? 'several' : 'one'
    return `<div class="images ${look}">${images.join('')}</div>`
  })
  const title = escapeHtml(chat.title)
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title><style nonce="${nonce}">${STYLE}</style></head><body><header><h1 dir="auto">${title}</h1><p>${escapeHtml(chat.head)}</p></header>${body.join('')}</body></html>`
}

/** Uses the largest thumbnail: over 200 dpi at the paper's width, with a tenth of the original's bytes. */
function buildImage({ hash, alt, width, height }: PrintedImage, missing: string | undefined): string {
  if (missing !== undefined) return `<figure class="missing"><p>${escapeHtml(missing)}</p></figure>`
  return `<figure><img src="${thumbnailUrl(hash, 1600)}" width="${width}" height="${height}" decoding="sync" alt="${escapeHtml(alt)}"></figure>`
}

/**
 * Lengths are in points and millimeters, as on paper. While printing, a page's height is `100vh`. Chromium before 131
 * ignores the page numbers.
 */
const STYLE = `@page { margin: 18mm 17mm 20mm;
  @bottom-right { content: counter(page) ' / ' counter(pages); padding-top: 4mm; vertical-align: top; color: #555;
    font: 8.5pt -apple-system, 'Segoe UI', system-ui, sans-serif; font-variant-numeric: tabular-nums } }
html { color-scheme: only light; background: #fff }
body { margin: 0; color: #000; font: 10pt/1.5 -apple-system, 'Segoe UI Variable Text', 'Segoe UI', 'Inter Variable', system-ui, sans-serif;
  overflow-wrap: anywhere; orphans: 3; widows: 3; -webkit-print-color-adjust: exact }
header { margin-bottom: 8mm; padding-bottom: 4mm; border-bottom: .5pt solid #000 }
h1 { margin: 0; font-size: 18pt; font-weight: 600; line-height: 1.2; letter-spacing: -.012em; break-after: avoid }
header p { margin: 1.5mm 0 0; color: #555; font-size: 8.5pt }
.question { margin-top: 8mm }
.question > h2 { margin: 0 0 1mm; color: #555; font-size: 8.5pt; font-weight: 600; break-after: avoid }
.words { margin: 0; padding-inline-start: 3.5mm; border-inline-start: 1.5pt solid #000; font-weight: 500; white-space: pre-wrap;
  unicode-bidi: plaintext; break-after: avoid; box-decoration-break: clone }
.files { margin: 1mm 0 0; padding-inline-start: 4mm; color: #555; font-size: 8.5pt; break-after: avoid }
.answer { margin-top: 4mm }
.facts { margin: 2mm 0 0; color: #555; font-size: 8.5pt; font-variant-numeric: tabular-nums; break-before: avoid; break-inside: avoid }
.remark { margin: 2mm 0 0; padding: 1.5mm 3mm; border: .5pt solid #999; border-radius: 1.5mm; font-size: 9pt; break-inside: avoid }
.sources { margin-top: 3mm; font-size: 8.5pt }
.sources h3 { margin: 0; font-size: 8.5pt; break-after: avoid }
.sources ol { margin: 1mm 0 0; padding-inline-start: 6mm }
.sources bdi { color: #555 }
figure { margin: 0; break-inside: avoid }
img { display: block; width: auto; height: auto; max-width: 100%; max-height: 62vh }
.one figure { break-after: avoid }
.images { margin: 3mm 0 0 }
.several, .small { display: flex; flex-wrap: wrap; gap: 2mm }
.several figure { max-width: calc(50% - 1mm) }
.several img { max-height: 40vh }
.small { margin: 0 0 2mm; break-after: avoid }
.small img { max-width: 40mm; max-height: min(28mm, 14vh) }
.missing { box-sizing: border-box; padding: 6mm; border: .5pt solid #999; color: #555; font-size: 9pt; text-align: center }
.missing p { margin: 0 }
.prose > :first-child, .prose > :first-child > :first-child, blockquote > :first-child { margin-top: 0 }
.prose :is(p, ul, ol, blockquote, pre, table, details) { margin: 2.5mm 0 0 }
.prose :is(p, li, h2, h3, h4, h5, h6, th, td, summary) { unicode-bidi: plaintext }
.prose :is(a, code, kbd) { unicode-bidi: isolate }
.prose :is(h2, h3, h4, h5, h6) { margin: 5mm 0 0; font-size: 10pt; font-weight: 600; line-height: 1.3; break-after: avoid }
.prose h2 { font-size: 14pt }
.prose h3 { font-size: 12pt }
.prose :is(ul, ol) { padding-inline-start: 6mm }
.prose :is(li, li > p, li > ul, li > ol) { margin-top: .8mm }
.task { list-style: none; margin-inline-start: -4.5mm }
summary { font-weight: 600; list-style: none; break-after: avoid }
.prose blockquote { padding-inline-start: 3.5mm; border-inline-start: 1pt solid #999; color: #444 }
.prose hr { margin: 5mm 0; border: 0; border-top: .5pt solid #999 }
a { color: inherit; text-decoration-thickness: .5pt; text-underline-offset: 1.5pt }
code, kbd { font: 9pt ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace }
:not(pre) > code, kbd { padding: 0 2pt; border: .5pt solid #bbb; border-radius: 2pt }
pre { padding: 2.5mm 3mm; border: .5pt solid #999; border-radius: 1.5mm; line-height: 1.45; white-space: pre-wrap; tab-size: 2;
  box-decoration-break: clone; direction: ltr; text-align: left }
table { width: 100%; border-collapse: collapse; font-size: 9pt; font-variant-numeric: tabular-nums }
thead { display: table-header-group }
tr { break-inside: avoid }
:is(th, td) { padding: 1.2mm 2mm; border-bottom: .5pt solid #999; vertical-align: top }
:is(th, td):not([align]) { text-align: start }
th { border-bottom: 1pt solid #000; font-weight: 600 }
math[display='block'] { margin: 2mm 0; break-inside: avoid }
sup, sub { font-size: 7pt; line-height: 0 }
sup a { text-decoration: none }
`
