/**
 * Draws images as PNGs in a separate page: never shown, in its own process, without access to the network, files or
 * Easel. A malicious image can't harm anything else. The page is closed shortly after the last image.
 */
import { session, WebContentsView, type WebContents } from 'electron'
import type { Drawable, DrawPng } from '../objects/bitmaps'
import { decodeBase64 } from '../objects/decode-base64'

/** Drawing takes tenths of a second, or some seconds on a slow machine with a hundred thousand shapes. */
const LATEST_MS = 60_000
/** Several images are often drawn in succession. */
const IDLE_MS = 10_000
const PAGE = `data:text/html,<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:">`

export function createBitmapDrawer(): DrawPng {
  // Keeps a reference to the view: without one, its page is closed.
  let page: Promise<WebContentsView> | undefined
  let idle: NodeJS.Timeout | undefined

  const close = (): void => {
    const closing = page
    page = undefined
    void closing?.then(closePage, () => undefined)
  }

  const drawOn = async (image: Drawable): Promise<Buffer> => {
    try {
      page ??= openPage()
      return await draw((await page).webContents, image)
    } catch (error) {
      // The page may be in any state.
      close()
      throw error
    }
  }

  return async (image) => {
    clearTimeout(idle)
    const isFresh = page === undefined
    try {
      // An existing page may have died meanwhile.
      return await drawOn(image).catch((error: unknown) => (isFresh ? Promise.reject(error) : drawOn(image)))
    } finally {
      idle = setTimeout(close, IDLE_MS).unref()
    }
  }
}

function closePage({ webContents }: WebContentsView): void {
  if (!webContents.isDestroyed()) webContents.close()
}

async function openPage(): Promise<WebContentsView> {
  const apart = session.fromPartition('bitmaps', { cache: false })
  apart.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  apart.setPermissionCheckHandler(() => false)
  apart.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith('data:') }))
  const view = new WebContentsView({
    webPreferences: {
      session: apart,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      backgroundThrottling: false,
    },
  })
  const { webContents } = view
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  await webContents.loadURL(PAGE)
  webContents.on('will-navigate', (event) => event.preventDefault())
  return view
}

async function draw(contents: WebContents, { bytes, type, width, height }: Drawable): Promise<Buffer> {
  const address = JSON.stringify(`data:${type};base64,${bytes.toString('base64')}`)
  const end = watchForEnd(contents)
  try {
    const drawn: unknown = await Promise.race([
      contents.executeJavaScript(`(${drawInPage})(${address}, ${width}, ${height})`),
      end.early,
    ])
    if (typeof drawn !== 'string') throw new Error('nothing was drawn')
    return await decodeBase64(drawn)
  } finally {
    end.forget()
  }
}

/** Runs in the page. `decode()` would wait for a frame, which a page that is never shown may not get. */
const drawInPage = `async (address, width, height) => {
  const image = new Image()
  await new Promise((resolve, reject) => {
    image.onload = resolve
    image.onerror = () => reject(new Error('the image could not be read'))
    image.src = address
  })
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, width, height)
  const file = await canvas.convertToBlob({ type: 'image/png' })
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}`

/** `early` rejects if the page dies or takes too long. */
function watchForEnd(contents: WebContents): { readonly early: Promise<never>; readonly forget: () => void } {
  let reject: (reason: Error) => void = () => undefined
  const early = new Promise<never>((_resolve, rejectEarly) => {
    reject = rejectEarly
  })
  const handleGone = (): void => reject(new Error('the page that draws images has gone'))
  const timeout = setTimeout(() => reject(new Error('an image was not drawn in time')), LATEST_MS)
  contents.once('render-process-gone', handleGone)
  contents.once('destroyed', handleGone)
  return {
    early,
    forget: () => {
      clearTimeout(timeout)
      contents.off('render-process-gone', handleGone)
      contents.off('destroyed', handleGone)
    },
  }
}
