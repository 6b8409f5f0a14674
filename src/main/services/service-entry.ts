/** What each service's folder exports, for its line in `list.ts`. */
import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { Adapter } from './adapter'
import type { ModelListSource } from './model-list-source'
import type { ServiceConnection } from './watched-call'

/** What adapters may need. Each takes only some of it. */
export interface GivenToAdapter extends ServiceConnection {
  /** Finds models, including what servers list. Absent: only built-in models. */
  readonly findModel?: ModelFinder | undefined
  /** The script that paints Demo's images in a separate thread. */
  readonly demoPainter: string
}

export interface ServiceEntry {
  readonly adapter: () => Promise<{ readonly createAdapter: (given: GivenToAdapter) => Adapter }>
  /** Absent for a service that can't list its models. */
  readonly modelList?: () => Promise<{ readonly modelList: ModelListSource }>
}
