/**
 * The pending uploads, each in a small file that is replaced atomically, so that a crash loses none. A file is deleted
 * once its run has recorded the uploaded address. A failing upload never hides, delays or fails the image, which is
 * already on disk.
 */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import { needsPerson, type Upload, type UploadProblem } from '@shared/answer'
import { z } from '../zod'
import { createFolder, namesIn, sweepTemporaryFiles, writeFileAtomically } from '../files/atomic-file'
import { UploadFailure, type BlobAccountSource, type BlobClient } from './blob-client'

export interface UploadOrder {
  readonly attachmentId: AttachmentId
  readonly hash: ObjectHash
  readonly pathname: string
  readonly contentType: string
}

export interface UploadsParts {
  readonly directory: string
  readonly objects: { read(hash: ObjectHash): Promise<{ readonly bytes: Buffer } | undefined> }
  readonly client: Pick<BlobClient, 'put'>
  readonly account: BlobAccountSource
  readonly now: () => number
  /** Returns a number from 0 up to, but not including, 1; for jitter. */
  readonly random: () => number
  /** Runs an action later unless the returned function is called first. Defaults to `setTimeout`. */
  readonly schedule?: (action: () => void, ms: number) => () => void
  /** Called for each change. A finished upload is forgotten only once this resolves. */
  readonly onChanged: (id: AttachmentId, upload: Upload) => Promise<void>
  readonly report: (what: string, error: unknown) => void
}

/** Two at a time leave a slow connection usable for everything else. */
const MAX_AT_ONCE = 2
const FIRST_WAIT_MS = 5_000
/** The longest automatic wait: a store that was down for days is retried within a quarter of an hour. */
const LONGEST_WAIT_MS = 15 * 60_000
/** The longest wait honored if a store asks for one. Some stores ask for absurd times. */
const LONGEST_ASKED_WAIT_MS = 60 * 60_000

const orderSchema = z.object({
  attachmentId: z.string(),
  hash: z.string(),
  pathname: z.string(),
  contentType: z.string(),
})

interface Pending {
  readonly order: UploadOrder
  failures: number
  /** `ready` waits for a slot, `resting` for its retry time, `paused` for the user. */
  state: 'ready' | 'uploading' | 'resting' | 'paused'
  /** Cancels the wait. */
  cancelRest?: () => void
  /** The problem the user must fix. */
  problem?: UploadProblem
}

export class Uploads {
  readonly #parts: UploadsParts
  readonly #pending = new Map<AttachmentId, Pending>()
  readonly #queueing = new Map<AttachmentId, Promise<void>>()
  readonly #quietListeners: (() => void)[] = []
  #isStopped = false
  /** The account at the last check, to detect changes. */
  #account: string
  /** Set while the store refuses everything from this account, so that not every image is tried. */
  #refusal: UploadProblem | undefined

  constructor(parts: UploadsParts) {
    this.#parts = parts
    this.#account = JSON.stringify(parts.account())
  }

  /** Returns the upload state of a new image. */
  initial(): Upload {
    return this.#parts.account().token === undefined ? { state: 'local' } : { state: 'uploading' }
  }

  /** Resumes the uploads that an earlier session left. */
  async start(): Promise<void> {
    await sweepTemporaryFiles(this.#parts.directory)
    for (const name of await namesIn(this.#parts.directory)) {
      if (!name.endsWith('.json')) continue
      try {
        const text = await readFile(join(this.#parts.directory, name), 'utf8')
        this.#add(orderSchema.parse(JSON.parse(text)) as UploadOrder)
      } catch (error) {
        this.#parts.report(`the upload order ${name} cannot be read`, error)
      }
    }
  }

  /**
   * Queues an upload; durable once it resolves. Queuing it again changes nothing. Without a token the image is local
   * and stays local.
   */
  async enqueue(order: UploadOrder): Promise<void> {
    if (this.#pending.has(order.attachmentId)) return
    if (this.#parts.account().token === undefined) {
      await this.#parts.onChanged(order.attachmentId, { state: 'local' })
      return
    }
    // Concurrent calls must wait for the same file. Otherwise the second could upload again what the first has sent.
    const queued = this.#queueing.get(order.attachmentId) ?? this.#queue(order)
    this.#queueing.set(order.attachmentId, queued)
    try {
      await queued
    } finally {
      this.#queueing.delete(order.attachmentId)
    }
  }

  /**
   * Forgets the uploads of deleted files. Returns their paths in the store, because an upload may be in progress, or
   * may have arrived even though the response was lost.
   */
  async drop(hashes: ReadonlySet<ObjectHash>): Promise<readonly string[]> {
    const orders = [...this.#pending.values()].map(({ order }) => order).filter(({ hash }) => hashes.has(hash))
    for (const { attachmentId } of orders) {
      this.#pending.get(attachmentId)?.cancelRest?.()
      this.#pending.delete(attachmentId)
      await rm(this.#getPath(attachmentId), { force: true })
      await this.#tell(attachmentId, { state: 'local' })
    }
    return orders.map(({ pathname }) => pathname)
  }

  /** The number of images that aren't uploaded yet. */
  get waiting(): number {
    return this.#pending.size
  }

  /** Retries this upload as soon as a slot is free, whatever it was waiting for. */
  retry(id: AttachmentId): void {
    const pending = this.#pending.get(id)
    if (!pending || pending.state === 'uploading' || pending.state === 'ready') return
    this.#refusal = undefined
    pending.cancelRest?.()
    pending.state = 'ready'
    void this.#tell(id, { state: 'uploading' })
    this.#fillSlots()
  }

  /** Retries all waiting and paused uploads if the Blob token or access setting has changed. */
  accountChanged(): void {
    const account = JSON.stringify(this.#parts.account())
    if (account === this.#account) return
    this.#account = account
    for (const id of this.#pending.keys()) this.retry(id)
  }

  /** Resolves when no upload is in progress or ready. Doesn't wait for those that are resting or paused. */
  async whenQuiet(): Promise<void> {
    while ([...this.#pending.values()].some(({ state }) => state === 'ready' || state === 'uploading')) {
      await new Promise<void>((resolve) => this.#quietListeners.push(resolve))
    }
  }

  stop(): void {
    this.#isStopped = true
    for (const { cancelRest } of this.#pending.values()) cancelRest?.()
  }

  async #queue(order: UploadOrder): Promise<void> {
    await createFolder(this.#parts.directory)
    await writeFileAtomically(this.#getPath(order.attachmentId), JSON.stringify(order))
    this.#add(order)
  }

  #add(order: UploadOrder): void {
    if (this.#pending.has(order.attachmentId)) return
    this.#pending.set(order.attachmentId, { order, failures: 0, state: 'ready' })
    this.#fillSlots()
  }

  #fillSlots(): void {
    if (this.#isStopped) return
    for (const pending of this.#pending.values()) {
      if (this.#uploading >= MAX_AT_ONCE) return
      if (pending.state === 'ready') this.#upload(pending)
    }
  }

  get #uploading(): number {
    return [...this.#pending.values()].filter(({ state }) => state === 'uploading').length
  }

  #upload(pending: Pending): void {
    pending.state = 'uploading'
    const trying = this.#refusal ? this.#pause(pending, this.#refusal) : this.#try(pending)
    trying
      .catch((error: unknown) => this.#failed(pending, error))
      .catch((error: unknown) => this.#parts.report('an upload could not be settled', error))
      .finally(() => {
        this.#fillSlots()
        for (const resolve of this.#quietListeners.splice(0)) resolve()
      })
  }

  async #try(pending: Pending): Promise<void> {
    const { attachmentId, hash, pathname, contentType } = pending.order
    if (pending.failures > 0) await this.#tell(attachmentId, { state: 'uploading' })
    const { token, access } = this.#parts.account()
    if (token === undefined) throw new UploadFailure('refused')
    const image = await this.#parts.objects.read(hash)
    if (!image) throw new UploadFailure('file-missing')
    const url = await this.#parts.client.put({ token, access }, pathname, image.bytes, contentType)
    await this.#parts.onChanged(attachmentId, { state: 'uploaded', url })
    this.#pending.delete(attachmentId)
    this.#resume()
    // If the file can't be deleted, the next start repeats the upload, which changes nothing.
    await rm(this.#getPath(attachmentId), { force: true }).catch((error: unknown) =>
      this.#parts.report('a finished upload order could not be removed', error),
    )
  }

  async #failed(pending: Pending, error: unknown): Promise<void> {
    const failure = error instanceof UploadFailure ? error : new UploadFailure('store-failed', { cause: error })
    this.#parts.report(`an upload failed (${failure.problem})`, failure.cause ?? failure)
    pending.failures += 1
    const { problem } = failure
    if (needsPerson(problem)) {
      if (problem !== 'file-missing') this.#refusal = problem
      return this.#pause(pending, problem)
    }
    const asked = Math.min(LONGEST_ASKED_WAIT_MS, failure.retryAfterMs ?? 0)
    const waitMs = Math.max(asked, this.#backOffMs(pending.failures))
    pending.state = 'resting'
    pending.cancelRest = this.#schedule(() => {
      pending.state = 'ready'
      this.#fillSlots()
    }, waitMs)
    await this.#tell(pending.order.attachmentId, {
      state: 'failed',
      reason: problem,
      retryAt: this.#parts.now() + waitMs,
    })
  }

  async #pause(pending: Pending, problem: UploadProblem): Promise<void> {
    pending.state = 'paused'
    pending.problem = problem
    await this.#tell(pending.order.attachmentId, { state: 'failed', reason: problem })
  }

  /** An upload succeeded, so retry everything that was paused by a refusal. */
  #resume(): void {
    for (const [id, { state, problem }] of this.#pending) {
      if (state === 'paused' && problem !== 'file-missing') this.retry(id)
    }
  }

  #schedule(action: () => void, ms: number): () => void {
    if (this.#parts.schedule) return this.#parts.schedule(action, ms)
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  }

  /**
   * Doubles the wait with each failure up to the longest, then takes between half and all of it, so that uploads don't
   * all retry at the same moment.
   */
  #backOffMs(failures: number): number {
    const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20))
    return Math.round(full * (0.5 + this.#parts.random() / 2))
  }

  async #tell(id: AttachmentId, upload: Upload): Promise<void> {
    await this.#parts
      .onChanged(id, upload)
      .catch((error: unknown) => this.#parts.report('an upload’s progress could not be kept', error))
  }

  #getPath(id: AttachmentId): string {
    // File names can't contain colons on Windows.
    return join(this.#parts.directory, `${id.replace(':', '.')}.json`)
  }
}

/** Returns the path of an answer's nth image (from 0): the message's id, then -2, -3… for further images. */
export function blobPathname(messageId: string, index: number, extension: string): string {
  return `chat-images/${messageId}${index === 0 ? '' : `-${index + 1}`}.${extension}`
}
