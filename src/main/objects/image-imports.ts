/**
 * Takes in image files that the page hands over, with the checks that answers go through.
 *
 * [Note: Who sends an import] Electron doesn't tell the handler of a scheme which page a request is from: it has neither
 * an origin nor a referrer. So each import carries a key that main only gives to its own page, whose messages it can tell
 * from others. And of all documents, only the page's own is allowed to connect to this address.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { IMPORT_KEY_HEADER, IMPORT_URL, MOST_IMPORT_BYTES, type ImportProblem } from '@shared/image-import'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import type { ImageFile } from '@shared/request'
import { storageFailureCode } from '../files/storage-failure'
import { CallQueue } from '../runs/call-queue'
import type { ObjectStore } from './object-store'

export interface ImageImportsParts {
  readonly objects: Pick<ObjectStore, 'put'>
  readonly disk: { hasRoom(): Promise<boolean> }
  readonly report: (what: string, error: unknown) => void
  /** For tests. */
  readonly mostBytes?: number
  readonly idleMs?: number
}

/** Each is in memory as a whole, because its check needs it whole. The others wait, unread. */
const AT_ONCE = 2
/** The page has the file already, so a piece of it takes milliseconds. */
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
  'disk-full': 507,
  'disk-failed': 500,
  'internal-error': 500,
} as const satisfies Record<ImportProblem, number>

class ImportRefused extends Error {
  constructor(readonly problem: ImportProblem) {
    super(problem)
  }
}

export class ImageImports {
  /** Known to the page only, for as long as Easel runs. */
  readonly key = randomBytes(32).toString('hex')
  readonly #parts: ImageImportsParts
  readonly #queue = new CallQueue()

  constructor(parts: ImageImportsParts) {
    this.#parts = parts
  }

  /**
   * Answers an import once the image is durable. The same file again gives the same answer. Undefined for any other
   * request, which nothing is read of.
   */
  async respond(request: Request): Promise<Response | undefined> {
    // Chromium adds a slash to the address of a standard scheme.
    if (request.method !== 'POST' || request.url.replace(/\/$/, '') !== IMPORT_URL) return undefined
    try {
      return answer(200, await this.#take(request))
    } catch (error) {
      await request.body?.cancel().catch(() => undefined)
      const problem = findProblem(error)
      if (problem === 'internal-error' || problem === 'disk-failed') this.#parts.report('an import failed', error)
      return answer(STATUS[problem], { problem })
    }
  }

  async #take(request: Request): Promise<ImageFile> {
    if (!this.#isOurs(request.headers.get(IMPORT_KEY_HEADER))) throw new ImportRefused('forbidden')
    const leave = await this.#queue.enter('imports', AT_ONCE, request.signal, async () => undefined)
    try {
      // What is left of a full disk is for answers.
      if (!(await this.#parts.disk.hasRoom())) throw new ImportRefused('disk-full')
      return await this.#parts.objects.put(await this.#read(request), { isImport: true })
    } finally {
      leave()
    }
  }

  async #read({ body, headers }: Request): Promise<Uint8Array> {
    const { mostBytes = MOST_IMPORT_BYTES, idleMs = IDLE_MS } = this.#parts
    if (Number(headers.get('content-length') ?? 0) > mostBytes) throw new ImportRefused('too-large')
    const pieces: Uint8Array[] = []
    let length = 0
    const reader = body?.getReader()
    try {
      for (;;) {
        const piece = await readPiece(reader, idleMs)
        if (!piece) break
        length += piece.byteLength
        if (length > mostBytes) throw new ImportRefused('too-large')
        pieces.push(piece)
      }
    } finally {
      // Ends the upload when it's left early; a failure here changes nothing.
      void reader?.cancel().catch(() => undefined)
    }
    if (length === 0) throw new ImportRefused('empty')
    return Buffer.concat(pieces)
  }

  #isOurs(key: string | null): boolean {
    const given = Buffer.from(key ?? '')
    return given.length === this.key.length && timingSafeEqual(given, Buffer.from(this.key))
  }
}

/** Undefined at the end. A page that has gone in the middle must not keep others waiting. */
async function readPiece(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  idleMs: number,
): Promise<Uint8Array | undefined> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ImportRefused('cut-off')), idleMs)
  })
  try {
    const piece = await Promise.race([reader?.read(), silence])
    return piece?.value
  } catch {
    throw new ImportRefused('cut-off')
  } finally {
    clearTimeout(timer)
  }
}

function findProblem(error: unknown): ImportProblem {
  if (error instanceof ImportRefused) return error.problem
  if (error instanceof UnsoundImage) return error.reason
  return storageFailureCode(error) ?? 'internal-error'
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } })
}
