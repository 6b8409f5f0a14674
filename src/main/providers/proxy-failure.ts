/** What a proxy between this computer and the service did instead of passing the request on. Nothing has left then. */
import { causesOf, isTlsFailure } from './network-failure'

/** `refused`: it answered, with a status. `unreachable`: it did not. `unsupported`: of a kind that Easel cannot speak to. */
export type ProxyProblem = 'refused' | 'unreachable' | 'unsupported'

export class ProxyFailure extends Error {
  readonly problem: ProxyProblem
  /** Name and port. */
  readonly proxy: string
  readonly status: number | undefined

  constructor(
    problem: ProxyProblem,
    proxy: string,
    { status, cause }: ErrorOptions & { readonly status?: number } = {},
  ) {
    super(`the proxy ${proxy}: ${problem}${status === undefined ? '' : ` (${status})`}`, { cause })
    this.name = 'ProxyFailure'
    this.problem = problem
    this.proxy = proxy
    this.status = status
  }
}

/** undici says it in words only. */
const REFUSAL = /Proxy response \((\d{3})\)/
const AUTHENTICATION = /Proxy Authentication Required/i

/**
 * The proxy's part in a fetch that failed before the first byte of the request.
 */
export function proxyFailureIn(error: unknown, proxy: URL): ProxyFailure {
  for (const { message } of causesOf(error)) {
    const status = REFUSAL.exec(String(message))?.[1] ?? (AUTHENTICATION.test(String(message)) ? '407' : undefined)
    if (status) return new ProxyFailure('refused', proxy.host, { status: Number(status), cause: error })
  }
  return new ProxyFailure('unreachable', proxy.host, { cause: error })
}

/** An unencrypted proxy has no certificate: what is wrong with one is the service's, or that of an inspecting proxy. */
export function isBehindProxy(error: unknown, proxy: URL): boolean {
  return proxy.protocol === 'http:' && isTlsFailure(error)
}
