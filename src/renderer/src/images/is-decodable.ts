/** Enough to see whether there is anything at all. Pixels. */
const SIDE = 8
/** The addresses of images that were found to be sound: an image that leaves the page and comes back isn't decoded for it. */
const sound = new Set<string>()
/** Their addresses take a megabyte. */
const MOST = 5_000

/**
 * Whether a loaded image has pixels that can be drawn. `decode()` does not tell: Chromium resolves it, and paints nothing,
 * where the pixel data is damaged. Where memory is short no bitmap is made either, so an image only counts as damaged
 * when nothing of it can be painted.
 */
export async function isDecodable(image: HTMLImageElement): Promise<boolean> {
  const { currentSrc } = image
  if (sound.has(currentSrc)) return true
  const isFine = await hasPixels(image)
  if (sound.size > MOST) sound.clear()
  if (isFine) sound.add(currentSrc)
  return isFine
}

async function hasPixels(image: HTMLImageElement): Promise<boolean> {
  try {
    const bitmap = await createImageBitmap(image, { resizeWidth: SIDE, resizeHeight: SIDE })
    bitmap.close()
    return true
  } catch {
    return paintsSomething(image)
  }
}

function paintsSomething(image: HTMLImageElement): boolean {
  const canvas = new OffscreenCanvas(SIDE, SIDE).getContext('2d')
  if (!canvas) return true
  try {
    canvas.drawImage(image, 0, 0, SIDE, SIDE)
    return canvas.getImageData(0, 0, SIDE, SIDE).data.some((value) => value !== 0)
  } catch {
    // What can't be read is not known to be damaged.
    return true
  }
}
