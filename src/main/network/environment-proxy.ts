/**
 * Reads the proxy in the environment, as curl and Git do: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in
 * lowercase or uppercase. Chromium reads them only on some Linux desktops, and drops the user name and password.
 */
import { BlockList, isIP } from 'node:net'
import type { Environment } from '../environment'
import { registerSecret } from '../log/redact'
import type { Route } from './route'

export interface EnvironmentProxy {
  /** Returns the route that the environment sets for an address, or undefined. */
  findRoute(url: URL): Route | undefined
  /**
   * Returns the `proxy-authorization` that the environment has for this proxy (`name:port`), also if the proxy comes
   * from the system.
   */
  findAuthorization(host: string): string | undefined
}

/** Accepts what curl accepts. The password never appears in the log. */
export function readEnvironmentProxy(environment: Environment): EnvironmentProxy {
  const read = (...names: readonly string[]): Route | undefined => {
    const texts = names.flatMap((name) => [environment[name], environment[name.toUpperCase()]])
    const text = texts.map((value) => value?.trim().replace(/^["']|["']$/g, '')).find(Boolean)
    return text === undefined ? undefined : readProxy(text)
  }
  const routes = { 'https:': read('https_proxy', 'all_proxy'), 'http:': read('http_proxy', 'all_proxy') }
  const isExcepted = readExceptions(environment['no_proxy']?.trim() || environment['NO_PROXY'] || '')
  return {
    findRoute: (url) => {
      const route = routes[url.protocol as keyof typeof routes]
      return route && isExcepted(url) ? { by: 'direct' } : route
    },
    findAuthorization: (host) =>
      Object.values(routes)
        .map((route) => (route?.by === 'proxy' && new URL(route.uri).host === host ? route.authorization : undefined))
        .find(Boolean),
  }
}

/** Returns a route by this proxy. A proxy that can't be used or parsed is never bypassed. */
function readProxy(text: string): Route {
  const url = parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  if (!url?.hostname) return { by: 'unsupported', proxy: text.replace(/^.*@/, '') }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { by: 'unsupported', proxy: url.host }
  const uri = `${url.protocol}//${url.host}`
  if (!url.username && !url.password) return { by: 'proxy', uri }
  const password = decode(url.password)
  const token = Buffer.from(`${decode(url.username)}:${password}`).toString('base64')
  for (const secret of [url.password, password, token]) registerSecret(secret)
  return { by: 'proxy', uri, authorization: `Basic ${token}` }
}

/** Matches this computer and the entries of `NO_PROXY`: names including subdomains, addresses, networks, or `*`. */
function readExceptions(text: string): (url: URL) => boolean {
  const tests = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(readException)
  return (url) => {
    const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
    const port = url.port || (url.protocol === 'https:' ? '443' : '80')
    return isThisComputer(host) || tests.some((isMeant) => isMeant(host, port))
  }
}

function readException(entry: string): (host: string, port: string) => boolean {
  if (entry === '*') return () => true
  const network = /^(.+)\/(\d{1,3})$/.exec(entry)
  if (network) return readNetwork(network[1]!, Number(network[2]))
  const [, bracketed, plain = entry, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? []
  const name = (bracketed ?? plain).replace(/^\*?\./, '').replace(/\.$/, '')
  return (host, usedPort) =>
    name !== '' && (port === undefined || port === usedPort) && (host === name || host.endsWith(`.${name}`))
}

function readNetwork(address: string, bits: number): (host: string) => boolean {
  const family = isIP(address)
  if (family === 0 || bits > (family === 4 ? 32 : 128)) return () => false
  const list = new BlockList()
  list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6')
  return (host) => isIP(host) === family && list.check(host, family === 4 ? 'ipv4' : 'ipv6')
}

function isThisComputer(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** Some passwords contain a literal percent sign. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
