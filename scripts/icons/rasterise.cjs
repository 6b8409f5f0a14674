// Runs inside Electron: draws SVG images at given sizes with Chromium's own renderer. Called as `electron rasterise.cjs
// <job>`, where the job file lists `{ svg, size, png, rgba }`: the drawing's text, its edge in pixels, and the files to
// write it to, encoded and as plain pixels.

const { app, BrowserWindow } = require('electron')
const { readFileSync, writeFileSync } = require('node:fs')

/** Runs in the page. Drawing an SVG on a canvas renders it at the canvas's resolution, not scaled afterwards. */
async function draw(svg, size) {
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0, size, size)
  return {
    png: canvas.toDataURL('image/png').split(',')[1],
    rgba: Array.from(context.getImageData(0, 0, size, size).data),
  }
}

async function main() {
  await app.whenReady()
  const window = new BrowserWindow({ show: false })
  await window.loadURL('about:blank')
  for (const { svg, size, png, rgba } of JSON.parse(readFileSync(process.argv.at(-1), 'utf8'))) {
    const call = `(${draw})(${JSON.stringify(svg)}, ${size})`
    const drawn = await window.webContents.executeJavaScript(call)
    if (png) writeFileSync(png, Buffer.from(drawn.png, 'base64'))
    if (rgba) writeFileSync(rgba, Buffer.from(drawn.rgba))
  }
}

main().then(
  () => app.exit(0),
  (error) => {
    console.error(error)
    app.exit(1)
  },
)
