// The floor: the least that Electron can be. What it takes to start, to keep and to show a picture is what nobody can go
// below on this machine, and so the unit that Easel's figures are given in.

const { app, BrowserWindow } = require('electron')

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1024, height: 768 })
  window.loadFile('index.html')
})
