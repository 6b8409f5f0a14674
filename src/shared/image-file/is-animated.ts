import { bufferSource } from './byte-source'
import { findContainer } from './container'
import { readPngChunks } from './png-chunks'
import { readWebpChunks } from './webp-chunks'

/** Whether an intact PNG or WebP has several frames. Most models refuse those. */
export async function isAnimated(bytes: Uint8Array): Promise<boolean> {
  const container = findContainer(bytes)
  if (container !== 'png' && container !== 'webp') return false
  const read = container === 'png' ? readPngChunks : readWebpChunks
  for await (const { type } of read(bufferSource(bytes))) {
    if (type === 'acTL' || type === 'ANIM' || type === 'ANMF') return true
    // In a PNG, the animation chunk comes before the pixels.
    if (type === 'IDAT') return false
  }
  return false
}
