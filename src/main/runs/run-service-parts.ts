import type { Events } from '@shared/contract'
import type { RunId } from '@shared/ids'
import type { OwnPrices } from '@shared/own-prices'
import type { Preview, StoredImage, Upload } from '@shared/run'
import type { Budget } from '../budget/budget'
import type { DiskSpace } from '../files/disk-space'
import type { ImageProvider, TextProvider } from '../providers/provider'
import type { PictureStore } from './collect-answer'
import type { RunStore } from './run-store'
import type { Spool } from './spool'

/** What runs need of the rest of main. */
export interface RunServiceParts {
  readonly store: RunStore
  readonly spool: Spool
  readonly objects: PictureStore
  readonly previews: PictureStore & {
    remove(hash: Preview['picture']['hash']): Promise<void>
    read(hash: Preview['picture']['hash']): Promise<Uint8Array | undefined>
  }
  /** Undefined for a provider that this version does not know. Loads its SDK when first asked. */
  readonly providerOf: (
    model: string,
  ) => Promise<{ readonly image?: ImageProvider; readonly text?: TextProvider } | undefined>
  readonly uploads: {
    /** What a fresh image's upload is: `uploading` when a store is set up, else `local`. */
    initial(): Upload
    enqueue(run: RunId, images: readonly StoredImage[]): Promise<void>
  }
  readonly disk: Pick<DiskSpace, 'hasRoom' | 'ensureReserve' | 'withReserve'>
  readonly budget: Pick<Budget, 'reserve' | 'release' | 'record' | 'isEntered'>
  /** How often a call may be repeated by itself. */
  readonly automaticRetries: () => number
  readonly ownPrices: () => OwnPrices
  readonly now: () => number
  readonly emit: <E extends 'run.changed' | 'run.streamed'>(name: E, event: Events[E]) => void
  readonly report: (what: string, error: unknown) => void
}
