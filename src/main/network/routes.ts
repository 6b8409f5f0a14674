/** Determines how a request may reach its server: directly, or through which proxies. */
import type { Environment } from '../environment'
import { readEnvironmentProxy } from './environment-proxy'
import type { Route, Routes } from './route'
import { ProxyFailure } from '../services/proxy-failure'

export type ResolveProxy = (url: string) => Promise<string>

/** A system that has to read a script from an unresponsive server would take minutes. */
const LONGEST_ANSWER_MS = 30_000

/**
 * Checks the environment first, since its variables were set for this program, and then the system.
 *
 * `resolveProxy` returns what Chromium does: "DIRECT" or "PROXY host:port; …". The result rejects with `ProxyFailure`
 * if that fails or returns nothing, as in Electron when the system's settings can't be read: connecting directly from a
 * network that requires a proxy would either hang or reveal what its owner wants to keep internal.
 */
export function createRouteFinder(
  resolveProxy: ResolveProxy,
  environment: Environment = {},
): (url: string) => Promise<Routes> {
  const variables = readEnvironmentProxy(environment)
  return async (url) => {
    const prescribed = variables.findRoute(new URL(url))
    if (prescribed) return [prescribed]
    const routes = readRoutes(await answerInTime(resolveProxy, url))
    return routes.map((route) => {
      const authorization = route.by === 'proxy' && variables.findAuthorization(new URL(route.uri).host)
      return authorization ? { ...route, authorization } : route
    }) as unknown as Routes
  }
}

/**
 * Returns the supported choices in order. A chosen proxy that isn't supported is never bypassed. Throws `ProxyFailure`
 * if there's no choice at all.
 */
export function readRoutes(resolved: string): Routes {
  let unsupported: Route | undefined
  const routes: Route[] = []
  for (const choice of resolved.split(';').map((part) => part.trim())) {
    const [kind = '', host = ''] = choice.split(/\s+/)
    switch (kind.toUpperCase()) {
      case 'DIRECT':
        routes.push({ by: 'direct' })
        break
      case 'PROXY':
        if (host) routes.push({ by: 'proxy', uri: `http://${host}` })
        break
      case 'HTTPS':
        if (host) routes.push({ by: 'proxy', uri: `https://${host}` })
        break
      default:
        if (host) unsupported ??= { by: 'unsupported', proxy: host }
    }
  }
  const [first = unsupported, ...others] = routes
  if (!first) throw new ProxyFailure('unknown')
  return [first, ...others]
}

async function answerInTime(resolveProxy: ResolveProxy, url: string): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the system did not answer')), LONGEST_ANSWER_MS)
  })
  try {
    return await Promise.race([resolveProxy(url), tooLate])
  } catch (cause) {
    throw new ProxyFailure('unknown', undefined, { cause })
  } finally {
    clearTimeout(timer)
  }
}
