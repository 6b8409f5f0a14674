import type { Bridge, EventName, Events, Input, Output, Reply, RequestName } from '@shared/contract'
import { FailureError } from '@shared/failure'

/** How the page talks to main. Both ends are typed by the contract. */
export interface Client {
  /** Resolves with the answer; rejects with a `FailureError` and nothing else. */
  request<R extends RequestName>(name: R, ...input: InputOf<R>): Promise<Output<R>>
  /** Returns how to stop listening. */
  on<E extends EventName>(name: E, listener: (event: Events[E]) => void): () => void
}

type InputOf<R extends RequestName> = Input<R> extends void ? [input?: undefined] : [input: Input<R>]

export function createClient(bridge: Bridge): Client {
  return {
    async request<R extends RequestName>(name: R, ...[input]: InputOf<R>): Promise<Output<R>> {
      const reply = await send(bridge, name, input as Input<R>)
      if (!reply.ok) throw new FailureError(reply.failure)
      return reply.value
    },
    on: (name, listener) => bridge.on(name, listener),
  }
}

async function send<R extends RequestName>(bridge: Bridge, name: R, input: Input<R>): Promise<Reply<Output<R>>> {
  try {
    return await bridge.request(name, input)
  } catch (cause) {
    // The channel itself broke: whether main has acted on the request is unknown.
    throw new FailureError({ code: 'internal-error', charge: 'unknown', at: Date.now() }, { cause })
  }
}
