/**
 * Draws images as PNGs in a page of its own: never shown, in a process of its own, without a way to the network, to files or
 * to Easel. What an image does to it harms nothing else, and it goes a moment after the last one.
 */
import { session, WebContentsView, type WebContents } from 'electron'
import type { Drawable, DrawPng } from '../objects/bitmaps'

/** Drawing takes tenths of a second; on a slow machine and with a hundred thousand shapes, some seconds. */
const LATEST_MS = 60_000
/** Several images are often drawn one after the other. */
const IDLE_MS = 10_000
const PAGE = `data:text/html,<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:">`

export function createBitmapDrawer(): DrawPng {
  let page: Promise<WebContents> | undefined
  let idle: NodeJS.Timeout | undefined

  const close = (): void => {
    const closing = page
    page = undefined
    void closing?.then((contents) => contents.isDestroyed() || contents.close()).catch(() => undefined)
  }

  return async (image) => {
    clearTimeout(idle)
    try {
      page ??= openPage()
      const png = await draw(await page, image)
      idle = setTimeout(close, IDLE_MS).unref()
      return png
    } catch (error) {
      // Whatever state it's in.
      close()
      throw error
    }
  }
}

async function openPage(): Promise<WebContents> {
  const apart = session.fromPartition('bitmaps', { cache: false })
  apart.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  apart.setPermissionCheckHandler(() => false)
  apart.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith('data:') }))
  const { webContents } = new WebContentsView({
    webPreferences: {
      session: apart,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      backgroundThrottling: false,
    },
  })
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  await webContents.loadURL(PAGE)
  webContents.on('will-navigate', (event) => event.preventDefault())
  return webContents
}

async function draw(contents: WebContents, { bytes, type, width, height }: Drawable): Promise<Buffer> {
  const address = JSON.stringify(`data:${type};base64,${bytes.toString('base64')}`)
  const drawn: unknown = await Promise.race([
    contents.executeJavaScript(`(${drawInPage})(${address}, ${width}, ${height})`),
    waitForEnd(contents),
  ])
  if (typeof drawn !== 'string') throw new Error('nothing was drawn')
  return Buffer.from(drawn.slice(drawn.indexOf(',') + 1), 'base64')
}

/** Runs in the page. */
const drawInPage = `async (address, width, height) => {
  const image = new Image()
  image.src = address
  await image.decode()
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

/** Rejects when the page goes, or takes too long. */
function waitForEnd(contents: WebContents): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error('an image was not drawn in time')), LATEST_MS)
    timeout.unref()
    contents.once('render-process-gone', () => reject(new Error('the page that draws images has gone')))
    contents.once('destroyed', () => {
      clearTimeout(timeout)
      reject(new Error('the page that draws images was closed'))
    })
  })
}
