/** In pixels: enough to see whether anything is painted. */
const SIDE = 8
/** The URLs of images known to be sound, so that an image that returns to the page isn't decoded again. */
const sound = new Set<string>()
/** This many URLs take about a megabyte. */
const MOST = 5_000

/**
 * Whether a loaded image has pixels that can be drawn. `decode()` doesn't tell: if the pixel data is damaged, Chromium
 * resolves it and paints nothing. Creating a bitmap also fails when memory is short, so an image only counts as damaged
 * if painting it leaves the canvas empty, too.
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
    // The canvas can't be read, so the image isn't known to be damaged.
    return true
  }
}
