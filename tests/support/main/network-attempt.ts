/** A network attempt that records its calls, for tests of adapters. */
import { FailureError } from '../../../src/shared/failure'
import type { ObjectHash } from '../../../src/shared/ids'
import type { InputImage } from '../../../src/shared/request'
import type { Attempt, JobHandle } from '../../../src/main/services/adapter'
import { anInputImage } from '../input-image'

export class NetworkAttempt implements Attempt {
  readonly controller = new AbortController()
  readonly kept: Buffer[] = []
  readonly handles: JobHandle[] = []
  readonly queued: number[] = []
  /** The bytes of the input images that exist, by hash. */
  readonly inputs = new Map<string, Buffer>()
  sent = 0
  /** Called while a handle is made durable. */
  onHandle: () => void = () => undefined
  /** Called whenever the position in a queue is reported. */
  onQueued: () => void = () => undefined
  hasLeft: boolean | undefined
  requestId: string | undefined

  get signal(): AbortSignal {
    return this.controller.signal
  }

  async willSend(): Promise<void> {
    this.sent += 1
  }

  mayHaveLeft(hasLeft: boolean): void {
    this.hasLeft = hasLeft
  }

  hasAnswered({ requestId }: { requestId?: string }): void {
    this.requestId ??= requestId
  }

  async hasHandle(handle: JobHandle): Promise<void> {
    this.onHandle()
    this.handles.push(handle)
  }

  isQueuedBehind(jobsAhead: number): void {
    this.queued.push(jobsAhead)
    this.onQueued()
  }

  async keep(bytes: Uint8Array): Promise<void> {
    this.kept.push(Buffer.from(bytes))
  }

  /** Adds an input image whose file exists. */
  addInput(bytes: Buffer, part: Partial<InputImage> = {}): InputImage {
    const hash = String(this.inputs.size).padStart(64, '0') as ObjectHash
    this.inputs.set(hash, bytes)
    return anInputImage({ ...part, hash, bytes: bytes.length })
  }

  async readInput({ hash }: InputImage): Promise<Buffer> {
    const bytes = this.inputs.get(hash)
    if (!bytes) throw new FailureError({ code: 'input-missing', charge: 'none', at: Date.now() })
    return bytes
  }
}
