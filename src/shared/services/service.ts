import type { ServiceId } from './ids'
import type { Model } from './model'

/** One line of a server's list of models. */
export interface ListedModel {
  readonly name: string
  readonly shutdown?: string
}

/** What both sides know of a service: facts and pure functions. Its adapter in main knows the wire format. */
export interface ServiceModule {
  readonly id: ServiceId
  /** A proper name, the same in every language. */
  readonly name: string
  /** The models with known facts, in the order of the model list, under the ids of the service's first connection. */
  readonly models: readonly Model[]
  /**
   * A model of which only the name is known, because a server lists it or an old message names it. Undefined for models
   * that can neither chat nor make images, and for anything that isn't a name.
   */
  describe(name: string): Model | undefined
  /** Which of the names on this server's list are worth offering beside `models`. */
  isOffered(name: string, listed: ReadonlyMap<string, ListedModel>, server: string): boolean
  /**
   * How many calls a connection is sent at a time. What is asked for beyond that waits its turn in main: it is neither
   * sent nor charged until then, and can be stopped for nothing.
   */
  readonly callsAtOnce: Readonly<Record<Model['kind'], number>>
}
