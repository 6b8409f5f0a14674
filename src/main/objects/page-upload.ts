/**
 * What all uploads from the page have in common: a key, a size limit, and a body that may be cut off.
 *
 * [Note: Who sends an upload] Electron doesn't tell a scheme's handler which page a request is from: it has neither
 * origin nor referrer. So each upload includes a key that main gives only to its own page, whose messages it can
 * identify. Only the page and its worker are allowed to connect to these addresses.
 */
import { timingSafeEqual } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { IMPORT_KEY_HEADER, type ImportProblem } from '@shared/image-import'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import { storageFailureCode } from '../files/storage-failure'
import { cutBytes } from './cut-bytes'

/** The page already has the file, so each piece takes only milliseconds. */
const IDLE_MS = 30_000

const STATUS = {
  forbidden: 403,
  empty: 422,
  'too-large': 413,
  'cut-off': 400,
  'not-an-image': 415,
  truncated: 422,
  malformed: 422,
  'too-many-pixels': 422,
  unsafe: 422,
  'disk-full': 507,
  'disk-failed': 500,
  'internal-error': 500,
} as const satisfies Record<ImportProblem, number>

export class UploadRefused extends Error {
  constructor(readonly problem: ImportProblem) {
    super(problem)
  }
}

/** Throws `UploadRefused` unless the request includes the key. Doesn't read the body. */
export function checkKey({ headers }: Request, key: string): void {
  const given = Buffer.from(headers.get(IMPORT_KEY_HEADER) ?? '')
  if (given.length !== key.length || !timingSafeEqual(given, Buffer.from(key))) throw new UploadRefused('forbidden')
}

/** Reads the body into memory. Rejects with `UploadRefused`. */
export async function readUpload(
  { body, headers }: Request,
  { mostBytes, idleMs = IDLE_MS }: { readonly mostBytes: number; readonly idleMs?: number | undefined },
): Promise<Uint8Array> {
  if (Number(headers.get('content-length') ?? 0) > mostBytes) throw new UploadRefused('too-large')
  const pieces: Uint8Array[] = []
  let length = 0
  const reader = body?.getReader()
  try {
    for (;;) {
      const piece = await readPiece(reader, idleMs)
      if (!piece) break
      length += piece.byteLength
      if (length > mostBytes) throw new UploadRefused('too-large')
      pieces.push(piece)
    }
  } finally {
    // Cancels the upload if it wasn't read to its end. Errors don't matter here.
    void reader?.cancel().catch(() => undefined)
  }
  if (length === 0) throw new UploadRefused('empty')
  return joinInTurns(pieces, length)
}

/** In bytes. Allocating memory is slow: this takes about a millisecond. */
const JOINED_PER_TURN = 1024 * 1024

async function joinInTurns(pieces: readonly Uint8Array[], length: number): Promise<Uint8Array> {
  const whole = Buffer.allocUnsafe(length)
  let at = 0
  let joined = 0
  for (const piece of pieces) {
    for (const part of cutBytes(piece, JOINED_PER_TURN)) {
      whole.set(part, at)
      at += part.length
      joined += part.length
      if (joined < JOINED_PER_TURN) continue
      joined = 0
      await nextTurn()
    }
  }
  return whole
}

/** Responds with the problem. Reports those that the upload didn't cause. */
export async function refuseUpload(
  request: Request,
  error: unknown,
  report: (what: string, error: unknown) => void,
): Promise<Response> {
  await request.body?.cancel().catch(() => undefined)
  const problem = findProblem(error)
  if (problem === 'internal-error' || problem === 'disk-failed') report('an upload of the page failed', error)
  return answerUpload(STATUS[problem], { problem })
}

export function answerUpload(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } })
}

/** Returns undefined at the end. Rejects after `idleMs`, so that a page that is gone doesn't block others. */
async function readPiece(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  idleMs: number,
): Promise<Uint8Array | undefined> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new UploadRefused('cut-off')), idleMs)
  })
  try {
    const piece = await Promise.race([reader?.read(), silence])
    return piece?.value
  } catch {
    throw new UploadRefused('cut-off')
  } finally {
    clearTimeout(timer)
  }
}

function findProblem(error: unknown): ImportProblem {
  if (error instanceof UploadRefused) return error.problem
  if (error instanceof UnsoundImage) return error.reason
  return storageFailureCode(error) ?? 'internal-error'
}
