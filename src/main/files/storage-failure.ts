import type { FailureCode } from '@shared/failure'

export type StorageFailureCode = Extract<FailureCode, 'disk-full' | 'disk-failed'>

const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT'])
/** libuv has no name for an exceeded quota, so Node reports the bare number: `EDQUOT` of Linux and of macOS. */
const QUOTA_ERRNO: Partial<Record<NodeJS.Platform, number>> = { linux: -122, darwin: -69 }

/**
 * System calls on files, as Node names them in `error.syscall`. Network errors have others (connect, read of a socket).
 */
const FILE_CALLS: ReadonlySet<unknown> = new Set([
  'access',
  'close',
  'copyfile',
  'fstat',
  'fsync',
  'fdatasync',
  'ftruncate',
  'link',
  'lstat',
  'mkdir',
  'open',
  'opendir',
  'rename',
  'rmdir',
  'scandir',
  'stat',
  'truncate',
  'unlink',
  'utime',
])

/**
 * Classifies an error: the disk or the quota is full, the disk fails otherwise, or undefined when the error isn't about
 * files. Looks through `cause`.
 */
export function storageFailureCode(
  error: unknown,
  platform: NodeJS.Platform = process.platform,
): StorageFailureCode | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 8; current = current.cause, depth += 1) {
    const { code, errno, syscall } = current as NodeJS.ErrnoException
    if (FULL.has(code) || (errno !== undefined && errno === QUOTA_ERRNO[platform])) return 'disk-full'
    if (isFileError(code, syscall)) return 'disk-failed'
  }
  return undefined
}

function isFileError(code: string | undefined, syscall: string | undefined): boolean {
  if (code === 'EIO' || code === 'EROFS') return true
  // Sockets also have calls named read and write. The code tells them apart.
  if (syscall === 'read' || syscall === 'write') return code === 'EBADF' || code === 'EFBIG' || code === 'EISDIR'
  return FILE_CALLS.has(syscall)
}
