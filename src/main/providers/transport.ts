/**
 * The `fetch` that paid calls go through: Node's network stack (undici), with the system's proxy settings.
 *
 * [Note: Why not Electron's net.fetch] Chromium sends a request again by itself when a kept connection turns out to be
 * closed, POST included, and the service may have done the work of the first one. undici never repeats a POST. Its own
 * limits of 300 s for headers and between pieces are off: large pictures take longer, and the adapters have deadlines.
 */
import type * as Undici from 'undici'

/** Connecting is quick or hopeless. */
const CONNECT_TIMEOUT_MS = 20_000

export interface Transport {
  readonly fetch: typeof globalThis.fetch
  close(): Promise<void>
}

const LIMITS = { headersTimeout: 0, bodyTimeout: 0 }

/**
 * `resolveProxy` answers as Chromium does: "DIRECT" or "PROXY host:port; …". undici itself is loaded by the first call:
 * nothing at start needs it.
 */
export function createTransport(resolveProxy: (url: string) => Promise<string>): Transport {
  const dispatchers = new Map<string | undefined, Undici.Dispatcher>()
  let undici: Promise<typeof Undici> | undefined

  const dispatcherFor = async (url: string, { Agent, ProxyAgent }: typeof Undici): Promise<Undici.Dispatcher> => {
    const address = proxyAddress(await resolveProxy(url).catch(() => 'DIRECT'))
    const known = dispatchers.get(address)
    if (known) return known
    const made = address
      ? new ProxyAgent({ uri: address, ...LIMITS })
      : new Agent({ ...LIMITS, connect: { timeout: CONNECT_TIMEOUT_MS } })
    dispatchers.set(address, made)
    return made
  }

  return {
    fetch: (async (input: string | URL | Request, init?: RequestInit) => {
      const url = input instanceof Request ? input.url : String(input)
      const loaded = await (undici ??= import('undici'))
      const dispatcher = await dispatcherFor(url, loaded)
      // The types of undici's fetch and of the global one differ in name only.
      return loaded.fetch(url, { ...init, dispatcher } as Parameters<typeof Undici.fetch>[1])
    }) as typeof globalThis.fetch,
    close: async () => {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()))
    },
  }
}

/** The first proxy that undici can speak to; undefined for a direct connection. */
export function proxyAddress(resolved: string): string | undefined {
  for (const choice of resolved.split(';').map((part) => part.trim())) {
    const [kind = '', host = ''] = choice.split(/\s+/)
    if (kind.toUpperCase() === 'DIRECT') return undefined
    if (host && kind.toUpperCase() === 'PROXY') return `http://${host}`
    if (host && kind.toUpperCase() === 'HTTPS') return `https://${host}`
  }
  return undefined
}
