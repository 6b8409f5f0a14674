import type { ListedModel } from '@shared/catalogue/offers'
import type { ConnectionSentence } from '@shared/settings'
import type { Account } from '../settings/settings-service'

/** What the calls for a list are made with. They cost nothing. */
export interface ListCalls {
  readonly fetch: typeof globalThis.fetch
  readonly account: Account
  readonly signal: AbortSignal
}

/** How a service lists its models. Also what a Test button asks for: it needs a key and costs nothing. */
export interface ModelListSource {
  /**
   * Makes the call that tells whether the server can be used. Rejects when it can't be reached. Doesn't follow redirects,
   * because the key would be sent along.
   */
  request(fetch: typeof globalThis.fetch, account: Account, signal: AbortSignal): Promise<Response>
  /** What an answer without success says, where its status alone doesn't tell. For the Test button. */
  explain?(response: Response): Promise<ConnectionSentence | undefined>
  /**
   * The models in the body of a successful answer, and in those of `calls` where a service has more than one list.
   * Undefined when it isn't a list of models.
   */
  read(response: Response, calls: ListCalls): Promise<readonly ListedModel[] | undefined>
  /**
   * Adds facts that take calls for single models, such as prices. Asked for in the background, when the list is in use
   * already; the number of calls is bounded. What can't be learned is left out.
   */
  complete?(models: readonly ListedModel[], calls: ListCalls): Promise<readonly ListedModel[]>
}
