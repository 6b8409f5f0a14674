// For tests only.

import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that is deleted after the test. */
export function aTemporaryFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'easel-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
