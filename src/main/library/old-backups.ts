import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { namesIn } from '../files/atomic-file'

const BACKUP_NAME = /^Easel \d{4}-\d{2}-\d{2} \d{2}\.\d{2}\.\d{2}\.zip$/
/** Each contains every image. */
const KEPT_BACKUPS = 3

/**
 * Deletes all but the newest backups; their names sort by time. Doesn't touch files that aren't named like a backup.
 * Keeps `latest` whatever its name, because the clock may have been set back.
 */
export async function deleteOldBackups(folder: string, latest: string): Promise<void> {
  const earlier = (await namesIn(folder)).filter((name) => BACKUP_NAME.test(name) && name !== latest).toSorted()
  for (const name of earlier.slice(0, 1 - KEPT_BACKUPS)) {
    await rm(join(folder, name), { force: true }).catch(() => undefined)
  }
}
