import type { Bridge, EventName, Events, Input, Output, Reply, RequestName } from '@shared/contract'
import { FailureError } from '@shared/failure'
import type { Opened } from '@shared/library'

/** The page's connection to main. Both ends are typed by the contract. */
export interface Client {
  /** Resolves with the answer; rejects with a `FailureError` and nothing else. */
  request<R extends RequestName>(name: R, ...input: InputOf<R>): Promise<Output<R>>
  /** Lets main open an archive that was dropped on the window, as `library.open` does. Rejects likewise. */
  openLibrary(file: File): Promise<Opened>
  /** Returns a function that stops listening. */
  on<E extends EventName>(name: E, listener: (event: Events[E]) => void): () => void
}

type InputOf<R extends RequestName> = Input<R> extends void ? [input?: undefined] : [input: Input<R>]

export function createClient(bridge: Bridge): Client {
  return {
    async request<R extends RequestName>(name: R, ...[input]: InputOf<R>): Promise<Output<R>> {
      return unwrap(await send(() => bridge.request(name, input as Input<R>)))
    },
    async openLibrary(file) {
      return unwrap(await send(() => bridge.openLibrary(file)))
    },
    on: (name, listener) => bridge.on(name, listener),
  }
}

function unwrap<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new FailureError(reply.failure)
  return reply.value
}

async function send<Value>(ask: () => Promise<Reply<Value>>): Promise<Reply<Value>> {
  try {
    return await ask()
  } catch (cause) {
    // The channel itself broke, so it's unknown whether main acted on the request.
    throw new FailureError({ code: 'internal-error', charge: 'unknown', at: Date.now() }, { cause })
  }
}
