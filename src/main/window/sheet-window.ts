/** The window in which contact sheets are drawn: never shown, without scripts, closed with the sheet. */
import type { BrowserWindow, NativeImage } from 'electron'
import type { SheetPress } from '../hand-off/sheet/draw-sheet'
import type { SheetDocuments } from '../hand-off/sheet/sheet-documents'
import { openDocumentWindow } from './document-window'

/** Drawing a strip takes a tenth of a second, or some seconds on a slow machine with large images. */
const LATEST_FRAME_MS = 60_000
/** No sheet has a background of this color. */
const RULE = 'magenta'

export function openSheetWindow(documents: SheetDocuments): SheetPress {
  const window = openDocumentWindow(
    { frame: false, focusable: false, useContentSize: true, enableLargerThanScreen: true },
    true,
  )
  const { webContents } = window

  async function load(html: string, nonce: string): Promise<void> {
    const { url, withdraw } = documents.publish(html, nonce)
    // Loading ends once all images are loaded or known to be missing.
    await webContents.loadURL(url).finally(withdraw)
  }

  return {
    async print(html, nonce, pageSize) {
      await load(html, nonce)
      return webContents.printToPDF({
        pageSize,
        printBackground: true,
        preferCSSPageSize: true,
        margins: { top: 0, bottom: 0, left: 0, right: 0 },
      })
    },
    async capture(html, nonce, { width, height }) {
      window.setContentSize(width, height + 1)
      await load(html, nonce)
      const frame = waitForFrame(window, { width, height: height + 1 })
      // Only now, so that a frame that shows the rule was drawn after all images were loaded.
      await Promise.all([webContents.insertCSS(`hr { background: ${RULE} !important }`), frame])
      return (await frame).subarray(0, width * height * 4)
    },
    close: () => {
      if (!window.isDestroyed()) window.destroy()
    },
  }
}

interface Frame {
  readonly width: number
  readonly height: number
}

/**
 * Returns the pixels of the first frame that ends with the rule. Rejects if the window is closed or no such frame
 * comes.
 */
function waitForFrame(window: BrowserWindow, frame: Frame): Promise<Buffer> {
  const { webContents } = window
  return new Promise((resolve, reject) => {
    const end = (error?: Error): void => {
      clearTimeout(timeout)
      webContents.off('paint', handlePaint)
      webContents.off('destroyed', handleEnd)
      webContents.off('render-process-gone', handleEnd)
      if (error) reject(error)
    }
    const handlePaint = (_event: unknown, _dirty: unknown, image: NativeImage): void => {
      const pixels = readFrame(image, frame)
      if (!pixels) return
      end()
      resolve(pixels)
    }
    const handleEnd = (): void => end(new Error('the window of the sheet has gone'))
    const timeout = setTimeout(() => end(new Error('the sheet was not drawn')), LATEST_FRAME_MS)
    webContents.on('paint', handlePaint)
    webContents.on('destroyed', handleEnd)
    webContents.on('render-process-gone', handleEnd)
  })
}

/** Returns undefined for a frame of another size or without the rule. */
function readFrame(image: NativeImage, { width, height }: Frame): Buffer | undefined {
  const size = image.getSize()
  const isExact = size.width === width && size.height === height
  // On a high-density screen, a frame may have more pixels. The rounded height rules out frames from before the last
  // resize.
  if (!isExact && Math.round((size.height * width) / size.width) !== height) return undefined
  const pixels = (isExact ? image : image.resize({ width, height, quality: 'best' })).toBitmap({ scaleFactor: 1 })
  if (pixels.length !== width * height * 4) return undefined
  return isRule(pixels.subarray(-4)) ? pixels : undefined
}

/** Whether a pixel (blue, green, red) has the rule's color, with tolerance for the screen's color profile. */
function isRule([blue = 0, green = 0, red = 0]: Uint8Array): boolean {
  return blue > 160 && green < 96 && red > 160
}
