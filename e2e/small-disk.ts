/** A disk of a few megabytes for a profile, if the system lets tests mount one (Linux, root). */
import { spawnSync } from 'node:child_process'
import { open, rm, statfs } from 'node:fs/promises'
import type { Profile } from './profile'

const MB = 1024 * 1024

export class SmallDisk implements AsyncDisposable {
  private constructor(private readonly profile: Profile) {}

  /** Returns the disk, or the reason if it can't be created. */
  static create(profile: Profile, megabytes: number): SmallDisk | string {
    if (process.platform !== 'linux') return 'Only on Linux can a test mount a disk of its own.'
    const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'easel', profile.folder])
    return status === 0 ? new SmallDisk(profile) : `No disk can be mounted here: ${String(stderr).trim()}`
  }

  /** Fills the disk to the last byte. */
  async fill(): Promise<void> {
    const file = await open(this.#filler, 'a')
    try {
      for (let size = MB; size >= 1;) {
        const { bytesWritten } = await file.write(Buffer.alloc(size)).catch(() => ({ bytesWritten: 0 }))
        if (bytesWritten === 0) size = Math.floor(size / 2)
      }
    } finally {
      await file.close()
    }
  }

  async free(): Promise<void> {
    await rm(this.#filler, { force: true })
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.profile.folder)
    return bavail * bsize
  }

  [Symbol.asyncDispose](): Promise<void> {
    spawnSync('umount', ['-l', this.profile.folder])
    return Promise.resolve()
  }

  get #filler(): string {
    return this.profile.path('filler')
  }
}
