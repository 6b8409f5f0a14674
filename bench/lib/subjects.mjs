// What is measured: the floor and Easel, each with its own profile, which is reused between starts.

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { projectRoot } from '../../scripts/lib/script.mjs'
import { canReadBooks } from './processes.mjs'

/** The size of both windows. */
const windowSize = { width: 1_024, height: 768 }

const floorFolder = fileURLToPath(new URL('../floor', import.meta.url))

/** Creates the profiles in a temporary folder. `remove` deletes them. */
export async function createSubjects(executable) {
  const home = await mkdtemp(path.join(os.tmpdir(), 'easel-bench-'))
  const own = await copyElectron(executable, path.join(home, 'electron'))
  const floor = { name: 'floor', executable: own, folder: floorFolder, profile: path.join(home, 'floor') }
  const easel = { name: 'easel', executable: own, folder: projectRoot, profile: path.join(home, 'easel') }
  await mkdir(easel.profile)
  // The file in which Easel stores its window size.
  await writeFile(path.join(easel.profile, 'window.json'), JSON.stringify(windowSize))
  return {
    floor,
    easel,
    // Chromium's last processes may still be writing their caches.
    remove: () => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  }
}

/**
 * Measured memory is divided among all processes that share it. From its own copy of Electron, the measured app shares
 * nothing with another running one.
 */
async function copyElectron(executable, folder) {
  if (!canReadBooks) return executable
  await cp(path.dirname(executable), folder, { recursive: true })
  return path.join(folder, path.basename(executable))
}
