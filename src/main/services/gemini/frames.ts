/**
 * Stores several answers in one file. Their bytes arrive interleaved, so each piece follows a line with the number of
 * its call: `{"call":0,"bytes":4096}`. A successful call ends with `{"call":0,"ended":true}`, a failed one with its
 * failure. Users who save the file can read it.
 */
import { FAILURE_CODES } from '@shared/failure-kinds'
import type { Charge, Failure } from '@shared/failure'
import { isRecord } from '../json'
import type { Attempt } from '../adapter'

/** What is stored of one call. */
export interface KeptCall {
  readonly body: Buffer
  readonly hasEnded: boolean
  readonly failure?: Failure
}

/** Writes the pieces of all calls of one attempt, one after another. */
export class FrameWriter {
  readonly #attempt: Pick<Attempt, 'keep'>
  #last: Promise<void> = Promise.resolve()
  /** Frames of failures, held back until a response arrives: if nothing was paid for, they aren't worth storing. */
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

  /** After a failed write, nothing more is written: data after half a frame couldn't be read. */
  #write(parts: readonly Uint8Array[]): Promise<void> {
    this.#last = this.#last.then(() => this.#attempt.keep(Buffer.concat(parts)))
    // Every caller that awaits this or a later write gets the error.
    this.#last.catch(() => undefined)
    return this.#last
  }
}

function createFrame(head: object): Buffer {
  return Buffer.from(`${JSON.stringify(head)}\n`)
}

const LINE_FEED = 10

/** Reads the stored calls, up to the point where the file is cut off. */
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
