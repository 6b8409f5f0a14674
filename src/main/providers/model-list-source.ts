import type { ListedModel } from '@shared/catalogue/offers'
import type { ConnectionSentence } from '@shared/settings'
import type { Account } from '../settings/settings-service'

/** How a service lists its models. Also what a Test button asks for: it needs a key and costs nothing. */
export interface ModelListSource {
  /**
   * Makes one call. Rejects when the server can't be reached. Doesn't follow redirects, because the key would be sent
   * along.
   */
  request(fetch: typeof globalThis.fetch, account: Account, signal: AbortSignal): Promise<Response>
  /** What an answer without success says, where its status alone doesn't tell. For the Test button. */
  explain?(response: Response): Promise<ConnectionSentence | undefined>
  /** The models in the body of a successful answer. Undefined when it isn't a list of models. */
  read(response: Response): Promise<readonly ListedModel[] | undefined>
}
