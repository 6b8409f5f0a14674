// The floor: a minimal Electron app. No app can start faster, use less memory or show an image sooner on this machine,
// so Easel's figures are given relative to it.

const { app, BrowserWindow } = require('electron')

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1024, height: 768 })
  window.loadFile('index.html')
})
