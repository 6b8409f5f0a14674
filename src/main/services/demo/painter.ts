/** Runs in a separate thread: paints one image, encodes it as PNG and passes the bytes to main. */
import { parentPort, workerData } from 'node:worker_threads'
import { deflateSync } from 'node:zlib'
import { buildPngChunk } from '@shared/image-file/png-chunks'
import { editImage, type Edit, type Painted } from './edit-image'
import { paintLandscape, type Canvas } from './paint-landscape'

/** A new image, or one based on another. */
export type Painting = Canvas | Edit

const NOTE = 'Sample landscape painted by Easel (Demo Image). Not made by AI.'

export async function paintPng(painting: Painting): Promise<Buffer> {
  const { width, height, rgb } =
    'image' in painting ? await editImage(painting) : { ...painting, rgb: paintLandscape(painting) }
  return encode({ width, height, rgb })
}

function encode({ width, height, rgb }: Painted): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8) // bit depth, true color, deflate, adaptive filters, not interlaced
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    buildPngChunk('IHDR', header),
    buildPngChunk('sRGB', Buffer.of(0)),
    buildPngChunk('tEXt', Buffer.from(`Comment\0${NOTE}`, 'latin1')),
    buildPngChunk('IDAT', deflateSync(storeDifferences(rgb, width * 3))),
    buildPngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** PNG's filter 1: stores each byte as its difference from the pixel to the left, which compresses far better. */
function storeDifferences(rgb: Uint8Array, stride: number): Buffer {
  const result = Buffer.alloc(rgb.length + rgb.length / stride, 1)
  for (let from = 0, to = 0; from < rgb.length; from += 1) {
    const x = from % stride
    if (x === 0) to += 1
    result[to] = (rgb[from] as number) - (x < 3 ? 0 : (rgb[from - 3] as number))
    to += 1
  }
  return result
}

// An error ends the thread and is reported to main.
void paintPng(workerData as Painting).then((png) =>
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort?.postMessage(png),
)
