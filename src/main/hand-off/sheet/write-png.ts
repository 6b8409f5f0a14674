/** Writes a PNG strip by strip, so that neither its pixels nor its file are ever fully in memory. */
import { once } from 'node:events'
import type { FileHandle } from 'node:fs/promises'
import { createDeflate } from 'node:zlib'
import { latin1Bytes } from '@shared/image-file/bytes'
import { buildPngChunk } from '@shared/image-file/png-chunks'

/** Pixels in rows, four bytes each: blue, green, red and an unused one. */
export type Pixels = Uint8Array

/** The strips' heights must add up to `height`. Rejects with the error of the disk or of `strips`. */
export async function writePng(
  file: FileHandle,
  { width, height }: { readonly width: number; readonly height: number },
  strips: AsyncIterable<Pixels>,
): Promise<void> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8) // bit depth, true color, deflate, adaptive filters, not interlaced
  await file.appendFile(latin1Bytes('\u0089PNG\r\n\u001A\n'))
  await file.appendFile(buildPngChunk('IHDR', header))
  await file.appendFile(buildPngChunk('sRGB', Buffer.of(0)))
  const deflate = createDeflate()
  const written = (async () => {
    for await (const chunk of deflate) await file.appendFile(buildPngChunk('IDAT', chunk as Buffer))
  })()
  // Awaited below. Until then, its rejection must not count as unhandled.
  written.catch(() => undefined)
  try {
    for await (const strip of strips) {
      if (deflate.destroyed) break
      if (!deflate.write(filterRows(strip, width))) await Promise.race([once(deflate, 'drain'), written])
    }
    deflate.end()
    await written
  } finally {
    deflate.destroy()
  }
  await file.appendFile(buildPngChunk('IEND', new Uint8Array(0)))
}

/** PNG's filter 1: stores each byte as its difference from the pixel to the left. */
function filterRows(pixels: Pixels, width: number): Buffer {
  const rows = pixels.length / (4 * width)
  const result = Buffer.allocUnsafe(rows * (1 + 3 * width))
  let to = 0
  for (let row = 0; row < rows; row += 1) {
    result[to++] = 1
    let [red, green, blue] = [0, 0, 0]
    const end = (row + 1) * width * 4
    for (let from = row * width * 4; from < end; from += 4) {
      const [b = 0, g = 0, r = 0] = [pixels[from], pixels[from + 1], pixels[from + 2]]
      result[to++] = r - red
      result[to++] = g - green
      result[to++] = b - blue
      ;[red, green, blue] = [r, g, b]
    }
  }
  return result
}
