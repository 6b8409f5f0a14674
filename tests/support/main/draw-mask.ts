import { deflateSync } from 'node:zlib'
import { buildPngChunk } from '../../../src/shared/image-file/png-chunks'

/** A mask as Easel's painter makes it: black, and transparent where `isTransparent` is true. */
export function drawMask(width: number, height: number, isTransparent: (x: number, y: number) => boolean): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const rows = Buffer.alloc((width * 4 + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width * 4 + 1) + 1 + x * 4 + 3] = isTransparent(x, y) ? 0 : 255
    }
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    buildPngChunk('IHDR', header),
    buildPngChunk('IDAT', deflateSync(rows)),
    buildPngChunk('IEND', new Uint8Array()),
  ])
}
