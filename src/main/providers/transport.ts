/**
 * The `fetch` for paid calls: Node's network stack (undici), with the system's proxy settings.
 *
 * [Note: Why not Electron's net.fetch] Chromium repeats a request automatically, even a POST, when a kept connection
 * turns out to be closed. By then the service may have done the work of the first one. undici never repeats a POST. Its
 * own limits of 300 s for headers and between pieces are off: large images take longer, and the adapters have
 * deadlines.
 */
import type * as Undici from 'undici'
import { createOwnLookup } from '../network/own-lookup'
import { Departure, type DepartingInit } from './departure'
import { isBehindProxy, ProxyFailure, findProxyFailure } from './proxy-failure'

/** Connecting is either quick or hopeless. */
const CONNECT_TIMEOUT_MS = 20_000

export interface Transport {
  readonly fetch: typeof globalThis.fetch
  /** The computer has slept: calls under way keep their connections, new ones get new connections. */
  renew(): void
  close(): Promise<void>
}

/** How a request reaches its server. */
export type Route =
  | { readonly by: 'direct' }
  | { readonly by: 'proxy'; readonly uri: string }
  | { readonly by: 'unsupported'; readonly proxy: string }

const LIMITS = { headersTimeout: 0, bodyTimeout: 0 }

/**
 * `resolveProxy` answers as Chromium does: "DIRECT" or "PROXY host:port; …". The first call loads undici, which nothing
 * at start needs.
 */
export function createTransport(resolveProxy: (url: string) => Promise<string>): Transport {
  const dispatchers = new Map<string, Undici.Dispatcher>()
  let undici: Promise<typeof Undici> | undefined

  const getDispatcher = (name: string, make: () => Undici.Dispatcher): Undici.Dispatcher => {
    const known = dispatchers.get(name) ?? make()
    dispatchers.set(name, known)
    return known
  }

  const connectDirectly = (url: string, { Agent }: typeof Undici): Undici.Dispatcher => {
    const connect = { timeout: CONNECT_TIMEOUT_MS }
    // An unencrypted key may only go to the user's own network, whatever a name server says about the name.
    return url.startsWith('http:')
      ? getDispatcher('own network', () => new Agent({ ...LIMITS, connect: { ...connect, lookup: createOwnLookup() } }))
      : getDispatcher('direct', () => new Agent({ ...LIMITS, connect }))
  }

  const connectThrough = (uri: string, loaded: typeof Undici): Undici.Dispatcher =>
    getDispatcher(uri, () => {
      const tls = { timeout: CONNECT_TIMEOUT_MS }
      const clientFactory = (origin: URL, options: object) => createProxyClient(origin, options, loaded)
      return new loaded.ProxyAgent({ uri, ...LIMITS, proxyTls: tls, requestTls: tls, clientFactory })
    })

  return {
    fetch: (async (input: string | URL | Request, init?: DepartingInit) => {
      const url = new URL(input instanceof Request ? input.url : String(input)).href
      const { departure = new Departure(), ...options } = init ?? {}
      // Before anything is awaited, so that from here on nothing leaves unnoticed.
      departure.watch()
      const route = chooseRoute(await resolveProxy(url).catch(() => 'DIRECT'))
      if (route.by === 'unsupported') throw new ProxyFailure('unsupported', readHost(route.proxy))
      const loaded = await (undici ??= import('undici'))
      const proxy = route.by === 'proxy' ? new URL(route.uri) : undefined
      const dispatcher = watchDeparture(
        proxy ? connectThrough(proxy.href, loaded) : connectDirectly(url, loaded),
        departure,
      )
      try {
        // The types of undici's fetch and of the global one differ in name only.
        return await loaded.fetch(url, { ...options, dispatcher } as Parameters<typeof Undici.fetch>[1])
      } catch (error) {
        const isProxys = proxy && !departure.mayHaveArrived(error) && !options.signal?.aborted
        throw isProxys && !isBehindProxy(error, proxy) ? findProxyFailure(error, proxy) : error
      }
    }) as typeof globalThis.fetch,
    renew: () => {
      for (const dispatcher of dispatchers.values()) void dispatcher.close().catch(() => undefined)
      dispatchers.clear()
    },
    close: async () => {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()))
    },
  }
}

/**
 * Asks the proxy for a tunnel. A proxy that hangs up or doesn't answer makes the request fail at once; undici would
 * treat the closed socket as a reason to connect again and again.
 */
function createProxyClient(origin: URL, options: object, { Pool }: typeof Undici): Undici.Dispatcher {
  const pool = new Pool(origin.origin, { ...options, headersTimeout: CONNECT_TIMEOUT_MS })
  const connect = pool.connect.bind(pool) as (options: unknown) => Promise<unknown>
  pool.connect = ((asked: unknown) =>
    connect(asked).catch((cause: unknown) => {
      throw Object.assign(new Error('no tunnel through the proxy', { cause }), { code: chooseCode(cause) })
    })) as typeof pool.connect
  return pool
}

/** undici checks for this code, which says that the proxy's certificate is for another name. */
function chooseCode(cause: unknown): string {
  const { code } = cause as { code?: unknown }
  return code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? code : 'EASEL_NO_TUNNEL'
}

/** undici calls `onConnect` when it has a connection, through proxy and TLS, right before it writes the request. */
function watchDeparture(dispatcher: Undici.Dispatcher, departure: Departure): Undici.Dispatcher {
  const dispatch: Undici.Dispatcher['dispatch'] = (options, handler) => {
    const onConnect = handler.onConnect?.bind(handler)
    handler.onConnect = (abort) => {
      departure.begin()
      onConnect?.(abort)
    }
    return dispatcher.dispatch(options, handler)
  }
  return { dispatch } as Undici.Dispatcher
}

/** The first choice that undici supports. A chosen proxy that it doesn't support is never bypassed. */
export function chooseRoute(resolved: string): Route {
  let unsupported: string | undefined
  for (const choice of resolved.split(';').map((part) => part.trim())) {
    const [kind = '', host = ''] = choice.split(/\s+/)
    switch (kind.toUpperCase()) {
      case 'DIRECT':
        return { by: 'direct' }
      case 'PROXY':
        if (host) return { by: 'proxy', uri: `http://${host}` }
        break
      case 'HTTPS':
        if (host) return { by: 'proxy', uri: `https://${host}` }
        break
      default:
        if (host) unsupported ??= choice
    }
  }
  return unsupported === undefined ? { by: 'direct' } : { by: 'unsupported', proxy: unsupported }
}

function readHost(choice: string): string {
  return choice.split(/\s+/)[1] ?? choice
}
