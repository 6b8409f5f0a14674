// Runs the development tools in node_modules with this Node instead of through a shell.

import { readFileSync } from 'node:fs'
import process from 'node:process'

import { run } from './run.mjs'
import { inProject } from './script.mjs'

/** Runs a package's command, as `npx` would. Takes and returns what `run` does. */
export function runTool([packageName, command = packageName], args, options) {
  const { bin } = JSON.parse(readFileSync(inProject('node_modules', packageName, 'package.json'), 'utf8'))
  const script = typeof bin === 'string' ? bin : bin[command]
  return run(process.execPath, [inProject('node_modules', packageName, script), ...args], options)
}
