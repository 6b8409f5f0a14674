// The default app of the fallback runtime, which runs when Electron is started with the path of another app. It does
// what Electron's own default app does, so that `electron <folder>` and Playwright work. It runs inside Electron 33,
// not in Node.

const { app } = require('electron')
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

const { parseArguments } = require('./arguments.cjs')

/** Starts the app in this folder or file as if Electron had found it itself. */
function startApp(location) {
  // Apps check this to know whether their own arguments start at argv[1] or argv[2].
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })

  const folder = path.resolve(location)
  const manifestFile = path.join(folder, 'package.json')
  const hasManifest = fs.existsSync(manifestFile)
  if (hasManifest) adoptManifest(JSON.parse(fs.readFileSync(manifestFile, 'utf8')))

  const entry = Module._resolveFilename(folder, null, true)
  app.setAppPath(hasManifest ? folder : path.dirname(entry))
  Module._load(entry, Module, true)
}

/** Name and version determine the profile's location, among other things. */
function adoptManifest({ name, productName, version, desktopName, v8Flags }) {
  if (version) app.setVersion(version)
  if (productName ?? name) app.setName(productName ?? name)
  app.setDesktopName(desktopName ?? `${app.getName()}.desktop`)
  if (v8Flags) require('node:v8').setFlagsFromString(v8Flags)
}

function fail(message) {
  console.error(message)
  app.exit(1)
}

try {
  const { app: location, modules, print } = parseArguments(process.argv.slice(1))
  // Playwright needs this: `-r <its loader>` must run before the app does.
  Module._preloadModules(modules)

  if (print === 'version') {
    console.log(`v${process.versions.electron}`)
    app.exit(0)
  } else if (print === 'abi') {
    console.log(process.versions.modules)
    app.exit(0)
  } else if (location === undefined) fail('Usage: electron [options] <folder or file of an app>')
  else startApp(location)
} catch (error) {
  fail(`The app could not be started.\n${error.stack ?? error}`)
}
