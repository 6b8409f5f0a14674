// The display for windows: the real one, or a virtual one if there's none.

import { availableParallelism } from 'node:os'
import process from 'node:process'

import { start } from './run.mjs'
import { Stop } from './script.mjs'

/** Large enough for the app's default window, with the usual color depth. */
const screen = '1600x1000x24'

const startMs = 15_000

/** As many as playwright.config.ts starts. */
const WORKERS = availableParallelism() + 1

/** Whether windows would be visible to a user. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Runs `work` with a display in its environment. If there's none, starts a virtual one and stops it afterwards. */
export async function withDisplay(work) {
  if (hasDisplay()) return work(process.env)
  const display = await startVirtualDisplay()
  try {
    return await work({ ...process.env, DISPLAY: display.name })
  } finally {
    display.stop()
  }
}

/**
 * Like `withDisplay`, but with a separate virtual display for each Playwright worker: a display has one clipboard and
 * one pointer, which concurrent tests would share. Each worker uses the display with its own number.
 */
export async function withDisplays(work) {
  if (hasDisplay()) return work(process.env)
  const displays = await Promise.all(Array.from({ length: WORKERS }, startVirtualDisplay))
  try {
    return await work({ ...process.env, EASEL_DISPLAYS: displays.map(({ name }) => name).join(' ') })
  } finally {
    for (const display of displays) display.stop()
  }
}

/** Starts Xvfb on a free display number. Returns the display's name and a function that stops it. */
export async function startVirtualDisplay() {
  // Xvfb writes its number to descriptor 3 as soon as it's ready.
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
