// The display that windows open on: the real one, or a virtual one where there is none.

import process from 'node:process'

import { start } from './run.mjs'
import { Stop } from './script.mjs'

/** Large enough for the app's default window, in the colour depth everyone has. */
const screen = '1600x1000x24'

const startMs = 15_000

/** Whether windows can be opened for a person to see. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Runs some work with the environment of a display; a virtual one is started for it, and ended after it, if needed. */
export async function withDisplay(work) {
  if (hasDisplay()) return work(process.env)
  const display = await startVirtualDisplay()
  try {
    return await work({ ...process.env, DISPLAY: display.name })
  } finally {
    display.stop()
  }
}

/** Starts Xvfb on a display number that it finds free itself. Returns the display's name and how to stop it. */
export async function startVirtualDisplay() {
  // On descriptor 3 Xvfb writes the number it has chosen, once it can be used.
  const server = start('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const stop = () => server.kill('SIGTERM')
  let complaints = ''
  server.stderr.on('data', (chunk) => (complaints += chunk))
  try {
    const number = await new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error('it did not start in time')), startMs).unref()
      server.once('error', reject)
      server.once('exit', (code) => reject(new Error(`it ended with code ${code}`)))
      server.stdio[3].once('data', (chunk) => resolve(String(chunk).trim()))
    })
    return { name: `:${number}`, stop }
  } catch (error) {
    stop()
    throw new Stop(`Couldn't start the virtual display (Xvfb): ${error.message}.\n${complaints}`.trim())
  }
}
