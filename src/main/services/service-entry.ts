/** What a service's folder exports, for its line in `list.ts`. */
import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { Adapter } from './adapter'
import type { ModelListSource } from './model-list-source'
import type { ServiceConnection } from './watched-call'

/** What an adapter may need. Each takes its part of it. */
export interface GivenToAdapter extends ServiceConnection {
  /** Finds models with what their servers list of them. Absent: what Easel knows itself. */
  readonly findModel?: ModelFinder | undefined
  /** The script that paints Demo's images in a thread of its own. */
  readonly demoPainter: string
}

export interface ServiceEntry {
  readonly adapter: () => Promise<{ readonly createAdapter: (given: GivenToAdapter) => Adapter }>
  /** Absent for a service that lists no models. */
  readonly modelList?: () => Promise<{ readonly modelList: ModelListSource }>
}
