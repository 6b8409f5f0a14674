// Measures the resources of all of an app's processes together, from the system's own statistics (/proc).

import { readdirSync, readFileSync } from 'node:fs'

/** Other systems have no such statistics, or different ones. */
export const canReadBooks = process.platform === 'linux'

/** The unit of processor time in /proc, unchanged for decades. */
const tickMs = 10

/** Returns the proportional set size of a process and its descendants, in bytes: in total, and per kind of process. */
export function memoryOfTree(root) {
  const byKind = {}
  let total = 0
  for (const pid of processTree(root)) {
    const bytes = proportionalSetSize(pid)
    total += bytes
    const kind = findKind(pid)
    byKind[kind] = (byKind[kind] ?? 0) + bytes
  }
  return { total, byKind }
}

/** Returns the processor time that a process and its descendants have used so far, in milliseconds. */
export function processorTimeOfTree(root) {
  const ticks = processTree(root).map((pid) => {
    const words = statWords(pid)
    return Number(words[11] ?? 0) + Number(words[12] ?? 0)
  })
  return ticks.reduce((sum, each) => sum + each, 0) * tickMs
}

function allProcesses() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

function processTree(root) {
  const parents = new Map(allProcesses().map((pid) => [pid, Number(statWords(pid)[1])]))
  const tree = [root]
  // The list grows during the loop, until no process has more children.
  for (const parent of tree) {
    for (const [pid, itsParent] of parents) if (itsParent === parent) tree.push(pid)
  }
  return tree
}

/**
 * The fields of a process's status from the third on. The second is its name in parentheses, which may contain
 * anything.
 */
function statWords(pid) {
  return read(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ')
}

function proportionalSetSize(pid) {
  const [, kilobytes] = read(pid, 'smaps_rollup').match(/^Pss:\s+(\d+) kB/m) ?? []
  return Number(kilobytes ?? 0) * 1_024
}

/** Chromium's name for it: `renderer`, `gpu-process`, `utility`, `zygote`; `main` is the process that was started. */
function findKind(pid) {
  const [, kind] = read(pid, 'cmdline').match(/--type=([a-z-]+)/) ?? []
  return kind ?? 'main'
}

/** Returns an empty string for a process that has just ended. */
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
