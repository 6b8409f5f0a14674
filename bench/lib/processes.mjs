// The memory of an app: of all its processes, with what they share counted once.

import { readdirSync, readFileSync } from 'node:fs'

/** Whether the system can say how much memory a process needs when shared pages are divided fairly. */
export function canMeasureMemory() {
  return process.platform === 'linux'
}

/** The proportional set size of a process and everything below it, in bytes: in sum, and per kind of process. */
export function memoryOfTree(root) {
  const byKind = {}
  let total = 0
  for (const pid of processTree(root)) {
    const bytes = proportionalSetSize(pid)
    total += bytes
    const kind = kindOf(pid)
    byKind[kind] = (byKind[kind] ?? 0) + bytes
  }
  return { total, byKind }
}

function processTree(root) {
  const parents = new Map()
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), parentOf(name))
  }
  const tree = [root]
  // The list grows while it is walked, until nobody has children any more.
  for (const parent of tree) {
    for (const [pid, itsParent] of parents) if (itsParent === parent) tree.push(pid)
  }
  return tree
}

function parentOf(pid) {
  // The name of the program stands in brackets and may contain anything; the parent is the second word after it.
  const [, parent] = read(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ')
  return Number(parent)
}

function proportionalSetSize(pid) {
  const [, kilobytes] = read(pid, 'smaps_rollup').match(/^Pss:\s+(\d+) kB/m) ?? []
  return Number(kilobytes ?? 0) * 1_024
}

/** What Chromium calls it: `renderer`, `gpu-process`, `utility`, `zygote`; `main` is the one that was started. */
function kindOf(pid) {
  const [, kind] = read(pid, 'cmdline').match(/--type=([a-z-]+)/) ?? []
  return kind ?? 'main'
}

/** Empty for a process that has just ended. */
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
