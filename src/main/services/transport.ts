/**
 * The only way to the network: Node's network stack (undici), with the proxies of the environment and the system, and
 * the certificates that this computer trusts.
 *
 * [Note: Why not Electron's net.fetch] Chromium automatically repeats a request, even a POST, if a reused connection
 * turns out to be closed. The service may already have done the work by then. undici never repeats a POST. Its default
 * limits of 300 s for headers and between pieces are off: large images take longer, and the adapters have their own
 * deadlines.
 */
import tls from 'node:tls'
import type * as Undici from 'undici'
import type { Environment } from '../environment'
import { createGuardedLookup, type LookUpAll, type Reach } from '../network/guarded-lookup'
import type { Route, Routes } from '../network/route'
import { createRouteFinder, type ResolveProxy } from '../network/routes'
import { Departure, type DepartingInit } from './departure'
import { paceBody } from './pace-body'
import { isBehindProxy, ProxyFailure, toProxyFailure } from './proxy-failure'

/** Connecting either succeeds quickly or not at all. */
const CONNECT_TIMEOUT_MS = 20_000

export interface Transport {
  readonly fetch: typeof globalThis.fetch
  /**
   * Makes undici's own `fetch` use this transport from now on, for SDKs that allow nothing else. Their requests aren't
   * watched, but use the same routes, certificates and errors.
   */
  adoptUndici(): Promise<void>
  /** Whether a proxy connects for us, and so resolves the names. False if unknown. */
  isProxied(url: string): Promise<boolean>
  /** Gives new calls new connections after the computer has slept. Calls in progress keep theirs. */
  renew(): void
  close(): Promise<void>
}

export interface TransportOptions {
  /** Its proxy variables override the system's settings. */
  readonly environment?: Environment
  /** Returns certificate authorities, in PEM, to trust in addition to Node's own. Called once. */
  readonly loadCertificates?: () => Promise<readonly string[]>
  /** Resolves names. Defaults to the system's resolver; replaced in tests. */
  readonly lookUpAll?: LookUpAll
}

/** What a connection needs, loaded by the first call. */
interface Loaded {
  readonly undici: typeof Undici
  readonly trust: Pick<tls.ConnectionOptions, 'secureContext'>
}

const LIMITS = { headersTimeout: 0, bodyTimeout: 0 }

/**
 * `resolveProxy` returns what Chromium does: "DIRECT" or "PROXY host:port; …". The first call loads undici and the
 * certificates, which aren't needed at start.
 */
export function createTransport(
  resolveProxy: ResolveProxy,
  { environment, loadCertificates, lookUpAll }: TransportOptions = {},
): Transport {
  const findRoutes = createRouteFinder(resolveProxy, environment)
  const dispatchers = new Map<string, Undici.Dispatcher>()
  let loading: Promise<Loaded> | undefined
  const load = (): Promise<Loaded> => (loading ??= loadParts(loadCertificates))

  const getDispatcher = (name: string, make: () => Undici.Dispatcher): Undici.Dispatcher => {
    const known = dispatchers.get(name) ?? make()
    dispatchers.set(name, known)
    return known
  }

  const connectDirectly = (url: URL, { isPublicOnly }: Dispatching, { undici, trust }: Loaded): Undici.Dispatcher => {
    const { Agent } = undici
    const connect = { timeout: CONNECT_TIMEOUT_MS }
    const guard = (reach: Reach) => ({ lookup: createGuardedLookup(reach, lookUpAll) })
    // An unencrypted key may only go to the user's own network, whatever the name resolves to.
    if (url.protocol === 'http:') {
      return getDispatcher('own network', () => new Agent({ ...LIMITS, connect: { ...connect, ...guard('own') } }))
    }
    const encrypted = { ...connect, ...trust }
    return isPublicOnly
      ? getDispatcher('public', () => new Agent({ ...LIMITS, connect: { ...encrypted, ...guard('public') } }))
      : getDispatcher('direct', () => new Agent({ ...LIMITS, connect: encrypted }))
  }

  const connectThrough = (route: Route & { readonly by: 'proxy' }, { undici, trust }: Loaded): Undici.Dispatcher => {
    const { uri, authorization: token } = route
    return getDispatcher(`${uri} ${token}`, () => {
      const connect = { timeout: CONNECT_TIMEOUT_MS, ...trust }
      const clientFactory = (origin: URL, options: object) => createProxyClient(origin, options, undici)
      const how = { ...LIMITS, proxyTls: connect, requestTls: connect, clientFactory }
      return new undici.ProxyAgent({ uri, ...(token && { token }), ...how })
    })
  }

  /** Tries the next route if a proxy can't be reached, because nothing has left then. */
  const dispatchBy = (routes: Routes, url: URL, loaded: Loaded, dispatching: Dispatching): void => {
    const { options, handler } = dispatching
    const fail = handler.onError?.bind(handler)
    const onConnect = handler.onConnect?.bind(handler)
    let isConnected = false
    handler.onConnect = (abort) => {
      isConnected = true
      onConnect?.(abort)
    }
    const go = ([route, ...others]: Routes): void => {
      if (route.by === 'unsupported') return fail?.(new ProxyFailure('unsupported', route.proxy))
      const proxy = route.by === 'proxy' ? new URL(route.uri) : undefined
      handler.onError = (error) => {
        if (!proxy || isConnected || isBehindProxy(error, proxy)) return fail?.(error)
        const failure = toProxyFailure(error, proxy)
        const [next, ...further] = others
        return next && failure.problem === 'unreachable' ? go([next, ...further]) : fail?.(failure)
      }
      const dispatcher =
        route.by === 'proxy' ? connectThrough(route, loaded) : connectDirectly(url, dispatching, loaded)
      dispatcher.dispatch(paceBody(options), handler)
    }
    go(routes)
  }

  const createRoad = (isPublicOnly: boolean): Undici.Dispatcher => {
    const dispatch: Undici.Dispatcher['dispatch'] = (options, handler) => {
      const url = new URL(options.path, options.origin)
      Promise.all([findRoutes(url.href), load()])
        .then(([routes, loaded]) => dispatchBy(routes, url, loaded, { options, handler, isPublicOnly }))
        .catch((error: Error) => handler.onError?.(error))
      return true
    }
    return { dispatch } as Undici.Dispatcher
  }
  const road = createRoad(false)

  return {
    fetch: (async (input: string | URL | Request, init?: DepartingInit) => {
      const url = new URL(input instanceof Request ? input.url : String(input)).href
      const { departure = new Departure(), isPublicOnly = false, ...options } = init ?? {}
      // Before anything is awaited, so that nothing can leave unnoticed.
      departure.watch()
      const { undici } = await load()
      // The types of undici's fetch and the global one differ only in name.
      const taken = isPublicOnly ? createRoad(true) : road
      const watched = { ...options, dispatcher: watchDeparture(taken, departure) } as Parameters<typeof Undici.fetch>[1]
      return await undici.fetch(url, watched)
    }) as typeof globalThis.fetch,
    adoptUndici: async () => (await load()).undici.setGlobalDispatcher(road),
    isProxied: (url) =>
      findRoutes(url).then(
        ([{ by }]) => by === 'proxy',
        () => false,
      ),
    renew: () => {
      for (const dispatcher of dispatchers.values()) void dispatcher.close().catch(() => undefined)
      dispatchers.clear()
    },
    close: async () => {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()))
    },
  }
}

interface Dispatching {
  readonly options: Undici.Dispatcher.DispatchOptions
  readonly handler: Undici.Dispatcher.DispatchHandlers
  readonly isPublicOnly: boolean
}

async function loadParts(loadCertificates: TransportOptions['loadCertificates']): Promise<Loaded> {
  const [undici, certificates = []] = await Promise.all([import('undici'), loadCertificates?.()])
  if (certificates.length === 0) return { undici, trust: {} }
  // Created once: parsing over a hundred certificates takes longer than a handshake.
  return {
    undici,
    trust: { secureContext: tls.createSecureContext({ ca: [...tls.rootCertificates, ...certificates] }) },
  }
}

/**
 * Requests a tunnel from the proxy. If the proxy hangs up or doesn't respond, the request fails at once; undici would
 * see the closed socket as a reason to reconnect endlessly.
 */
function createProxyClient(origin: URL, options: object, { Pool }: typeof Undici): Undici.Dispatcher {
  const pool = new Pool(origin.origin, { ...options, headersTimeout: CONNECT_TIMEOUT_MS })
  const connect = pool.connect.bind(pool) as (options: unknown) => Promise<unknown>
  pool.connect = ((asked: unknown) =>
    connect(asked).catch((cause: unknown) => {
      throw Object.assign(new Error('no tunnel through the proxy', { cause }), { code: findCode(cause) })
    })) as typeof pool.connect
  return pool
}

/** undici checks for this code, which means that the proxy's certificate is for another name. */
function findCode(cause: unknown): string {
  const { code } = cause as { code?: unknown }
  return code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? code : 'EASEL_NO_TUNNEL'
}

/** undici calls `onConnect` once it has a connection, through proxy and TLS, right before it writes the request. */
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
