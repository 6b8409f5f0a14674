// Runs other programs, with an optional deadline. A program's own children end with it.

import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

import { projectRoot } from './script.mjs'

const isWindows = process.platform === 'win32'

/** How long to keep reading after a program has ended. A grandchild that keeps the pipe open must not block this. */
const lastWordsMs = 1_000

/** How long a program may take to obey SIGTERM before it's killed. */
const politenessMs = 5_000

/** Children that are still running. */
const running = new Set()

// However this process ends, its children end too: after Ctrl+C, an external kill, or an error.
process.on('exit', () => {
  for (const child of running) end(child, 'SIGTERM')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => process.exit(128 + os.constants.signals[signal]))
}

/** Starts a program like `child_process.spawn`. It ends with this process at the latest. */
export function start(command, args, options) {
  const child = spawn(command, args, { windowsHide: true, ...options })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/**
 * Runs a program to its end and returns `{ code, output, timedOut }`. A program that can't be started gets code 127.
 * With `show` it uses this terminal and `output` is empty; otherwise `output` is everything it printed, stdout and
 * stderr. After `timeoutMs` the program and its children are terminated.
 */
export async function run(command, args, { cwd = projectRoot, env = process.env, show = false, timeoutMs } = {}) {
  const child = start(command, args, {
    cwd,
    env: show ? env : { ...env, NO_COLOR: '1' },
    stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    // With its own process group, a program can be ended together with its children. A program that shares this
    // terminal must stay in the terminal's group, where Ctrl+C reaches all of them anyway.
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
  // Its children may have ignored SIGTERM.
  if (timedOut) end(child, 'SIGKILL')
  return { code, output: Buffer.concat(printed).toString('utf8'), timedOut }
}

function end(child, signal) {
  try {
    // A detached child leads a group. Any other child has none, so only that child is ended.
    process.kill(-child.pid, signal)
  } catch {
    child.kill(signal)
  }
}

/** Ends a child process: calls `ask`, and kills it if it doesn't end in time. */
export async function endProcess(child, ask) {
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const obeyed = new Promise((resolve) => (hasEnded() ? resolve() : child.once('exit', resolve)))
  // `ask` may fail because the process is already ending. Only whether it has ended matters.
  Promise.resolve(ask()).catch(() => undefined)
  await Promise.race([obeyed, sleep(politenessMs, undefined, { ref: false })])
  if (!hasEnded()) child.kill('SIGKILL')
}

/** Returns the full path of a program on PATH, or `undefined`. */
export function findOnPath(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, name))
    .find(isExecutable)
}

/** Whether a file exists and is executable. */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
