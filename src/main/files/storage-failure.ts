import type { FailureCode } from '@shared/failure'

export type StorageFailureCode = Extract<FailureCode, 'disk-full' | 'disk-failed'>

const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT'])
/** libuv has no name for an exceeded quota, so Node reports the bare number: `EDQUOT` on Linux and macOS. */
const QUOTA_ERRNO: Partial<Record<NodeJS.Platform, number>> = { linux: -122, darwin: -69 }

/**
 * System calls on files, as named in Node's `error.syscall`. Network errors have others (connect, read of a socket).
 */
const FILE_CALLS: ReadonlySet<unknown> = new Set([
  'access',
  'chmod',
  'close',
  'copyfile',
  'cp',
  'fchmod',
  'fstat',
  'fsync',
  'fdatasync',
  'ftruncate',
  'futime',
  'link',
  'lstat',
  'lutime',
  'mkdir',
  'mkdtemp',
  'open',
  'opendir',
  'readlink',
  'realpath',
  'rename',
  'rm',
  'rmdir',
  'scandir',
  'stat',
  'statfs',
  'symlink',
  'truncate',
  'unlink',
  'utime',
])

/** Calls that sockets have, too. The error code distinguishes them. */
const SHARED_CALLS: ReadonlySet<unknown> = new Set(['read', 'readv', 'write', 'writev'])
const FILE_CODES: ReadonlySet<unknown> = new Set(['EBADF', 'EFBIG', 'EISDIR', 'ENODEV', 'ENXIO', 'EPERM', 'EBUSY'])
/**
 * Errors without a name in libuv, from an unplugged disk, a lost share or a damaged file system: `ESTALE`, `EUCLEAN`,
 * `EREMOTEIO` and `ENOMEDIUM` on Linux, `ESTALE` on macOS.
 */
const FILE_ERRNOS: Partial<Record<NodeJS.Platform, readonly number[]>> = {
  linux: [-116, -117, -121, -123],
  darwin: [-70],
}

/**
 * Classifies an error: `disk-full` for a full disk or quota, `disk-failed` for other disk errors, undefined if the
 * error isn't about files. Also checks each `cause`.
 */
export function storageFailureCode(
  error: unknown,
  platform: NodeJS.Platform = process.platform,
): StorageFailureCode | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 8; current = current.cause, depth += 1) {
    const { code, errno, syscall } = current as NodeJS.ErrnoException
    if (FULL.has(code) || (errno !== undefined && errno === QUOTA_ERRNO[platform])) return 'disk-full'
    if (isFileError(code, syscall) || (errno !== undefined && FILE_ERRNOS[platform]?.includes(errno)))
      return 'disk-failed'
    // Windows has more disk errors than libuv knows, and no such socket errors.
    if (platform === 'win32' && code === 'UNKNOWN' && SHARED_CALLS.has(syscall)) return 'disk-failed'
  }
  return undefined
}

function isFileError(code: string | undefined, syscall: string | undefined): boolean {
  if (code === 'EIO' || code === 'EROFS') return true
  if (SHARED_CALLS.has(syscall)) return FILE_CODES.has(code)
  return FILE_CALLS.has(syscall)
}
