// What is measured: the floor and Easel, each with a profile of its own that outlives the single start.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { projectRoot } from '../../scripts/lib/script.mjs'

/** The size of both windows. */
const windowSize = { width: 1_024, height: 768 }

const floorFolder = fileURLToPath(new URL('../floor', import.meta.url))

/** Creates the profiles in a temporary folder; `remove` takes them away again. */
export async function createSubjects(executable) {
  const home = await mkdtemp(path.join(os.tmpdir(), 'easel-bench-'))
  const floor = { name: 'floor', executable, folder: floorFolder, profile: path.join(home, 'floor') }
  const easel = { name: 'easel', executable, folder: projectRoot, profile: path.join(home, 'easel') }
  await mkdir(easel.profile)
  // Where Easel remembers its window from the last time.
  await writeFile(path.join(easel.profile, 'window.json'), JSON.stringify(windowSize))
  return {
    floor,
    easel,
    // Chromium's last processes may still be writing their caches.
    remove: () => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  }
}
