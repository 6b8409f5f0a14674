/**
 * Several answers kept in one file. Their bytes arrive mixed, so each piece is written behind a line that says which
 * call it belongs to: `{"call":0,"bytes":4096}`. A call that ended well has `{"call":0,"ended":true}`; one that failed
 * says why. People who save the file can read it.
 */
import { FAILURE_CODES } from '@shared/failure-kinds'
import type { Charge, Failure } from '@shared/failure'
import { isRecord } from '../json'
import type { Attempt } from '../adapter'

/** What came of one call, as far as it was kept. */
export interface KeptCall {
  readonly body: Buffer
  readonly hasEnded: boolean
  readonly failure?: Failure
}

/** Writes the pieces of all calls of one attempt, one after the other. */
export class FrameWriter {
  readonly #attempt: Pick<Attempt, 'keep'>
  #last: Promise<void> = Promise.resolve()
  /** Failures are worth keeping only beside something that was paid for. */
  #held: Buffer[] = []
  #hasBegun = false

  constructor(attempt: Pick<Attempt, 'keep'>) {
    this.#attempt = attempt
  }

  keepPiece(call: number, piece: Uint8Array): Promise<void> {
    this.#hasBegun = true
    const held = this.#held
    this.#held = []
    return this.#write([...held, createFrame({ call, bytes: piece.byteLength }), piece])
  }

  keepEnd(call: number): Promise<void> {
    return this.#write([createFrame({ call, ended: true })])
  }

  async keepFailure(call: number, { code, charge, at, detail, status }: Failure): Promise<void> {
    const line = createFrame({ call, failure: { code, charge, at, detail, status } })
    if (this.#hasBegun) await this.#write([line])
    else this.#held.push(line)
  }

  /** After a write that failed nothing more is written: what follows half a frame could not be read. */
  #write(parts: readonly Uint8Array[]): Promise<void> {
    this.#last = this.#last.then(() => this.#attempt.keep(Buffer.concat(parts)))
    // The caller that waits for it is told, and so are the ones behind it.
    this.#last.catch(() => undefined)
    return this.#last
  }
}

function createFrame(head: object): Buffer {
  return Buffer.from(`${JSON.stringify(head)}\n`)
}

const LINE_FEED = 10

/** Reads what was kept, up to where it breaks off. */
export async function readFrames(kept: AsyncIterable<Uint8Array>, calls: number): Promise<readonly KeptCall[]> {
  const pieces: Uint8Array[] = []
  for await (const piece of kept) pieces.push(piece)
  const all = Buffer.concat(pieces)
  const found = Array.from({ length: calls }, () => ({
    parts: [] as Buffer[],
    hasEnded: false,
    failure: undefined as Failure | undefined,
  }))
  for (let start = 0; start < all.length;) {
    const end = all.indexOf(LINE_FEED, start)
    const head = end < 0 ? undefined : parseHead(all.subarray(start, end).toString('utf8'))
    const call = head && found[head.call]
    if (!head || !call) break
    start = end + 1 + head.bytes
    call.parts.push(all.subarray(end + 1, start))
    call.hasEnded ||= head.ended
    call.failure ??= head.failure
  }
  return found.map(({ parts, hasEnded, failure }) => ({
    body: Buffer.concat(parts),
    hasEnded,
    ...(failure && { failure }),
  }))
}

interface FrameHead {
  readonly call: number
  readonly bytes: number
  readonly ended: boolean
  readonly failure: Failure | undefined
}

function parseHead(line: string): FrameHead | undefined {
  try {
    const head: unknown = JSON.parse(line)
    if (!isRecord(head)) return undefined
    const { call, bytes = 0, ended, failure } = head
    if (!isCount(call) || !isCount(bytes)) return undefined
    return { call, bytes, ended: ended === true, failure: parseFailure(failure) }
  } catch {
    return undefined
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

const CHARGES: readonly Charge[] = ['none', 'charged', 'unknown']

function parseFailure(value: unknown): Failure | undefined {
  if (!isRecord(value)) return undefined
  const code = FAILURE_CODES.find((known) => known === value['code'])
  const charge = CHARGES.find((known) => known === value['charge'])
  if (!code || !charge) return undefined
  const { detail, status, at } = value
  return {
    code,
    charge,
    at: typeof at === 'number' ? at : 0,
    ...(typeof detail === 'string' && { detail }),
    ...(typeof status === 'number' && { status }),
  }
}
