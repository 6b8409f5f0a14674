import type { ObjectHash } from '@shared/ids'
import { getMediaType } from '@shared/image-options'
import { bitmapUrl, imageUrl } from '@shared/image-url'

/** Loads the pixels of a stored image. For workers, which can't draw SVGs: main renders those. Rejects on failure. */
export async function loadBitmap(hash: ObjectHash): Promise<ImageBitmap> {
  const response = await get(imageUrl(hash))
  const isDrawing = response.headers.get('content-type') === getMediaType('svg')
  return createImageBitmap(await (isDrawing ? await get(bitmapUrl(hash)) : response).blob())
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`No image at ${url}`)
  return response
}
