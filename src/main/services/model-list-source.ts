import type { ListedModel } from '@shared/catalogue/offers'
import type { ConnectionSentence } from '@shared/settings'
import type { Account } from '../settings/settings-service'

/** What list calls need. They're free. */
export interface ListCalls {
  readonly fetch: typeof globalThis.fetch
  readonly account: Account
  readonly signal: AbortSignal
}

/** How a service lists its models. The Test button uses it, too: it needs a key and is free. */
export interface ModelListSource {
  /**
   * Makes the call that shows whether the server can be used. Rejects if it can't be reached. Doesn't follow redirects,
   * because they would receive the key.
   */
  request(fetch: typeof globalThis.fetch, account: Account, signal: AbortSignal): Promise<Response>
  /** Explains an unsuccessful response if its status alone doesn't. For the Test button. */
  explain?(response: Response): Promise<ConnectionSentence | undefined>
  /**
   * Returns the models in a successful response, and those from `calls` if a service has more than one list. Undefined
   * if the response isn't a list of models.
   */
  read(response: Response, calls: ListCalls): Promise<readonly ListedModel[] | undefined>
  /**
   * Adds facts that need a call per model, such as prices. Runs in the background while the list is already in use,
   * with a limited number of calls. Facts that can't be fetched are left out.
   */
  complete?(models: readonly ListedModel[], calls: ListCalls): Promise<readonly ListedModel[]>
}
