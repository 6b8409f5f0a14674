import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { Events } from '@shared/contract'
import type { FailureCode } from '@shared/failure'
import type { ObjectHash, RunId } from '@shared/ids'
import type { OwnPrices } from '@shared/own-prices'
import type { StoredImage, Upload } from '@shared/answer'
import type { Budget } from '../budget/budget'
import type { DiskSpace } from '../files/disk-space'
import type { Adapter } from '../services/adapter'
import type { ImageStore } from './collect-answer'
import type { RunStore } from './run-store'
import type { Spool } from './spool'

/** What runs need from the rest of main. */
export interface RunServiceParts {
  readonly store: RunStore
  readonly spool: Spool
  readonly objects: ImageStore & { read(hash: ObjectHash): Promise<{ readonly bytes: Buffer } | undefined> }
  /** Draws a PNG of an image whose format no model takes. Absent without Chromium. */
  readonly drawPng?: ((hash: ObjectHash) => Promise<Buffer>) | undefined
  readonly previews: ImageStore & {
    remove(hash: ObjectHash): Promise<unknown>
    read(hash: ObjectHash): Promise<Uint8Array | undefined>
  }
  /** Returns undefined for models unknown to this version. Loads the service's SDK at the first call. */
  readonly findAdapter: (model: string) => Promise<Adapter | undefined>
  /** Why no request can be sent to this model now, if known beforehand (a missing key). */
  readonly findProblem: (model: string) => FailureCode | undefined
  readonly uploads: {
    /** The upload state of a new image: `uploading` if a store is set up, otherwise `local`. */
    initial(): Upload
    enqueue(run: RunId, images: readonly StoredImage[]): Promise<void>
  }
  readonly disk: Pick<DiskSpace, 'hasRoom' | 'ensureReserve' | 'withReserve'>
  readonly budget: Pick<Budget, 'accept' | 'reserve' | 'hold' | 'release' | 'record' | 'isEntered'>
  /** How many automatic retries a call may have. */
  readonly automaticRetries: () => number
  readonly ownPrices: () => OwnPrices
  /** Finds models, including what servers list. Absent: only built-in models. */
  readonly findModel?: ModelFinder | undefined
  /** How long to wait before each request for a late cost, in milliseconds. Absent: the default waits. */
  readonly costWaits?: readonly number[] | undefined
  readonly now: () => number
  readonly emit: <E extends 'run.changed' | 'run.streamed'>(name: E, event: Events[E]) => void
  readonly report: (what: string, error: unknown) => void
}
