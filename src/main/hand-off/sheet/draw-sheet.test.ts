import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { expect } from 'vitest'
import type { SheetCell, SheetForm } from '@shared/hand-off/order'
import { layOutSheet } from '@shared/hand-off/sheet-layout'
import { bufferSource, readData } from '@shared/image-file/byte-source'
import { inspectImage } from '@shared/image-file/inspect-image'
import { readPngChunks } from '@shared/image-file/png-chunks'
import type { ObjectHash } from '@shared/ids'
import { test } from '../../../../tests/support/main/test-folder'
import { buildPrintedSheet, buildStrip } from './build-sheet'
import { drawSheet, type SheetPress } from './draw-sheet'

const cell: SheetCell = {
  hash: 'a'.repeat(64) as ObjectHash,
  width: 1024,
  height: 1024,
  prompt: `<script>alert("1")</script> & '2'`,
  facts: ['<b>Demo</b>'],
}
const cells = Array.from({ length: 23 }, () => cell)
const png: SheetForm = { kind: 'png', width: 1_200, columns: 3, theme: 'light', cells }

/** Fills each strip with one shade, each darker than the one before. */
function createShades(): SheetPress & { readonly heights: number[] } {
  const heights: number[] = []
  return {
    heights,
    print: () => Promise.reject(new Error('nothing is printed')),
    capture: (_html, _nonce, { width, height }) => {
      heights.push(height)
      return Promise.resolve(Buffer.alloc(width * height * 4, 200 - heights.length))
    },
    close: () => undefined,
  }
}

test('the strips of an image add up to one sound PNG with their pixels in order', async ({ folder }) => {
  const path = join(folder, 'sheet.png')
  const file = await open(path, 'w')
  const press = createShades()
  const drawn: number[] = []
  const work = { form: png, title: 'Sheet', press, signal: new AbortController().signal }
  await drawSheet(file, cells, { ...work, onDrawn: (count) => drawn.push(count) })
  await file.close()

  const bytes = await readFile(path)
  const layout = layOutSheet(png, 3, cells)
  expect(await inspectImage(bytes)).toEqual({ format: 'png', width: 1_200, height: layout.height })
  expect(press.heights.length).toBeGreaterThan(1)
  expect(press.heights.reduce((sum, height) => sum + height, 0)).toBe(layout.height)
  expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(23)
  const data: Uint8Array[] = []
  const source = bufferSource(bytes)
  for await (const chunk of readPngChunks(source)) if (chunk.type === 'IDAT') data.push(await readData(source, chunk))
  const rows = inflateSync(Buffer.concat(data))
  const stride = 1 + 3 * 1_200
  expect(rows.length).toBe(layout.height * stride)
  // Each row starts with its filter and its first pixel. The other pixels have a difference of zero.
  expect([...rows.subarray(0, 6)]).toEqual([1, 199, 199, 199, 0, 0])
  const second = (press.heights[0] ?? 0) * stride
  expect([...rows.subarray(second, second + 6)]).toEqual([1, 198, 198, 198, 0, 0])
})

test('a prompt is text on the sheet, whatever is in it, and the images come from the disk', () => {
  const look = { ...png, cells }
  const layout = layOutSheet({ kind: 'pdf', paper: 'a4', isLandscape: false }, 3, cells)
  const html = buildPrintedSheet(layout, look, { title: 'Mine & <i>yours</i>', nonce: 'n' })
  const strip = buildStrip(layOutSheet(png, 3, cells), look, { first: 0, count: 2, nonce: 'n' })

  for (const document of [html, strip.html]) {
    expect(document).not.toMatch(/<script|<b>/)
    expect(document).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;2&#39;')
    expect(document).toContain(`<img src="easel-image://${cell.hash}/`)
  }
  expect(html.match(/<figure>/g)).toHaveLength(23)
  // At the foot of each page, and as the document's title.
  expect(html.match(/Mine &amp; &lt;i&gt;yours/g)).toHaveLength(layout.pages + 1)
  expect(strip.html.match(/<figure>/g)).toHaveLength(6)
})
