// Starts other programs. Each can have a deadline, and whatever it started itself ends with it.

import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

import { projectRoot } from './script.mjs'

const isWindows = process.platform === 'win32'

/** How long after the end of a program we still listen: a grandchild holding the pipe must not hold us. */
const lastWordsMs = 1_000

/** How long a program may take to obey SIGTERM before it is killed. */
const politenessMs = 5_000

/** Children still running. */
const running = new Set()

// However we end, they end with us: Ctrl+C in a terminal, a kill from outside, or our own error.
process.on('exit', () => {
  for (const child of running) end(child, 'SIGTERM')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => process.exit(128 + os.constants.signals[signal]))
}

/** Starts a program as `child_process.spawn` does; it ends with us at the latest. */
export function start(command, args, options) {
  const child = spawn(command, args, { windowsHide: true, ...options })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/**
 * Runs a program to its end and returns `{ code, output, timedOut }`. A program that cannot be started has code 127.
 *
 * With `show` it talks to our terminal and `output` is empty; otherwise `output` is all it printed, stdout and stderr.
 * Past `timeoutMs` the program and everything it started are ended.
 */
export async function run(command, args, { cwd = projectRoot, env = process.env, show = false, timeoutMs } = {}) {
  const child = start(command, args, {
    cwd,
    env: show ? env : { ...env, NO_COLOR: '1' },
    stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    // A process group of its own lets us end a program's children with it. One that shares our terminal has to
    // stay in the terminal's group, where Ctrl+C reaches all of them anyway.
    detached: !show && !isWindows,
  })

  const printed = []
  child.stdout?.on('data', (chunk) => printed.push(chunk))
  child.stderr?.on('data', (chunk) => printed.push(chunk))

  let timedOut = false
  const timers = []
  if (timeoutMs !== undefined) {
    const stopAtDeadline = () => {
      timedOut = true
      end(child, 'SIGTERM')
      timers.push(setTimeout(() => end(child, 'SIGKILL'), politenessMs))
    }
    timers.push(setTimeout(stopAtDeadline, timeoutMs))
  }

  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      printed.push(Buffer.from(`${error.message}\n`))
      resolve(127)
    })
    child.once('close', (exitCode) => resolve(exitCode ?? 1))
    child.once('exit', (exitCode) => timers.push(setTimeout(() => resolve(exitCode ?? 1), lastWordsMs)))
  })
  timers.forEach(clearTimeout)
  // What it had started may have been less obedient.
  if (timedOut) end(child, 'SIGKILL')
  return { code, output: Buffer.concat(printed).toString('utf8'), timedOut }
}

function end(child, signal) {
  try {
    // A detached child leads a group. There is none for any other, and then the child alone is meant.
    process.kill(-child.pid, signal)
  } catch {
    child.kill(signal)
  }
}

/**
 * Ends a child process that we started: asks first, in the way given, and insists if it does not obey in time.
 */
export async function endProcess(child, ask) {
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const obeyed = new Promise((resolve) => (hasEnded() ? resolve() : child.once('exit', resolve)))
  // Asking may fail because it is ending already; whether it has ended is what counts.
  Promise.resolve(ask()).catch(() => undefined)
  await Promise.race([obeyed, sleep(politenessMs, undefined, { ref: false })])
  if (!hasEnded()) child.kill('SIGKILL')
}

/** The full path of a program on PATH, `undefined` if there is none. */
export function findOnPath(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, name))
    .find(isExecutable)
}

/** Whether a file is there and may be started. */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
