/**
 * What a proxy between this computer and the service did instead of passing the request on. In that case nothing has
 * left.
 */
import { listCauses, isTlsFailure } from './network-failure'

/**
 * `refused`: it answered with a status. `unreachable`: it didn't answer. `unsupported`: Easel doesn't support its kind.
 * `unknown`: the system doesn't say which proxy, if any, is to be used.
 */
export type ProxyProblem = 'refused' | 'unreachable' | 'unsupported' | 'unknown'

export class ProxyFailure extends Error {
  readonly problem: ProxyProblem
  /** Name and port. Undefined if no proxy is known. */
  readonly proxy: string | undefined
  readonly status: number | undefined

  constructor(
    problem: ProxyProblem,
    proxy?: string,
    { status, cause }: ErrorOptions & { readonly status?: number } = {},
  ) {
    super(`the proxy ${proxy ?? ''}: ${problem}${status === undefined ? '' : ` (${status})`}`, { cause })
    this.name = 'ProxyFailure'
    this.problem = problem
    this.proxy = proxy
    this.status = status
  }
}

/** The proxy's part in any failure of a request. */
export function findProxyFailure(error: unknown): ProxyFailure | undefined {
  return listCauses(error).find(
    (cause): cause is ProxyFailure & Record<string, unknown> => cause instanceof ProxyFailure,
  )
}

/** undici only reports it in its message. */
const REFUSAL = /Proxy response \((\d{3})\)/
const AUTHENTICATION = /Proxy Authentication Required/i

/** The proxy's part in a fetch that failed before the request's first byte. */
export function toProxyFailure(error: unknown, proxy: URL): ProxyFailure {
  for (const { message } of listCauses(error)) {
    const status = REFUSAL.exec(String(message))?.[1] ?? (AUTHENTICATION.test(String(message)) ? '407' : undefined)
    if (status) return new ProxyFailure('refused', proxy.host, { status: Number(status), cause: error })
  }
  return new ProxyFailure('unreachable', proxy.host, { cause: error })
}

/** An unencrypted proxy has no certificate, so a certificate error belongs to the service or to an inspecting proxy. */
export function isBehindProxy(error: unknown, proxy: URL): boolean {
  return proxy.protocol === 'http:' && isTlsFailure(error)
}
