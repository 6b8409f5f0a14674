// Shared by all commands: the project's folder, how a command stops, and how its failure is printed.

import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

import { sayAside } from './say.mjs'

/** The clone's folder, regardless of where the command was started. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

/** An absolute path inside the clone. */
export function inProject(...segments) {
  return path.join(projectRoot, ...segments)
}

/**
 * A problem that only the user can fix. Its message says what is missing and what to do. It's printed without a stack
 * trace.
 */
export class Stop extends Error {
  name = 'Stop'
}

/** The oldest Node that the project's tools support. */
const oldestNode = [20, 19]

/** Runs a command's main function. Its return value is the exit code; undefined means success. */
export async function runScript(main) {
  try {
    requireNode()
    process.exitCode = (await main(process.argv.slice(2))) ?? 0
  } catch (error) {
    sayAside(error instanceof Stop ? error.message : (error?.stack ?? String(error)))
    process.exitCode = 1
  }
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  throw new Stop(`Easel needs Node ${oldestNode.join('.')} or newer; this is Node ${process.versions.node}.`)
}
