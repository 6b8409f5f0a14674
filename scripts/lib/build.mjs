// Builds the app in out/ if it isn't up to date.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

import { formatDuration } from './say.mjs'
import { inProject, projectRoot, Stop } from './script.mjs'
import { runTool } from './tool.mjs'

/** Everything that the build depends on. */
const sources = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json']

/** In node_modules, because every build empties out/ and packages all of it. */
const stampFile = inProject('node_modules', '.cache', 'easel', 'build.json')

/** Builds the app unless out/ is up to date, and passes the duration to `announce`. Throws a `Stop` if it fails. */
export async function provideBuild({ announce }) {
  const before = fingerprint(sources)
  const stamp = readStamp()
  if (stamp?.sources === before && stamp.built === fingerprint(['out'])) return

  const startedAt = performance.now()
  const { code, output } = await runTool(['electron-vite'], ['build'], {
    env: { ...process.env, NODE_ENV: 'production' },
    timeoutMs: 10 * 60_000,
  })
  if (code !== 0) throw new Stop(`The build failed:\n${output.trim()}`)
  mkdirSync(path.dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, JSON.stringify({ sources: before, built: fingerprint(['out']) }))
  announce(`Built the app in ${formatDuration(performance.now() - startedAt)}.`)
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    return undefined
  }
}

/** Hashes names and contents. Timestamps don't work: a checkout makes old files look new. */
function fingerprint(roots) {
  const hash = createHash('sha256')
  for (const root of roots) {
    for (const file of listFiles(root))
      hash
        .update(`${file}\0`)
        .update(readFileSync(inProject(file)))
        .update('\0')
  }
  return hash.digest('hex')
}

function listFiles(root) {
  const stats = statSync(inProject(root), { throwIfNoEntry: false })
  if (stats === undefined) return []
  if (stats.isFile()) return [root]
  return readdirSync(inProject(root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(projectRoot, path.join(entry.parentPath, entry.name)))
    .toSorted()
}
