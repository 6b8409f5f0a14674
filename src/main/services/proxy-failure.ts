/** Failures of a proxy between this computer and the service. Nothing was sent to the service. */
import { listCauses, isTlsFailure } from './network-failure'

/**
 * `refused`: it responded with a status. `unreachable`: it didn't respond. `unsupported`: Easel doesn't support its
 * kind. `unknown`: the system doesn't say which proxy to use, if any.
 */
export type ProxyProblem = 'refused' | 'unreachable' | 'unsupported' | 'unknown'

export class ProxyFailure extends Error {
  readonly problem: ProxyProblem
  /** Host and port. Undefined if no proxy is known. */
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

/** Finds the proxy failure among the causes of an error. */
export function findProxyFailure(error: unknown): ProxyFailure | undefined {
  return listCauses(error).find(
    (cause): cause is ProxyFailure & Record<string, unknown> => cause instanceof ProxyFailure,
  )
}

/** undici reports the status only in its message. */
const REFUSAL = /Proxy response \((\d{3})\)/
const AUTHENTICATION = /Proxy Authentication Required/i

/** Converts the error of a fetch that failed before the request's first byte. */
export function toProxyFailure(error: unknown, proxy: URL): ProxyFailure {
  for (const { message } of listCauses(error)) {
    const status = REFUSAL.exec(String(message))?.[1] ?? (AUTHENTICATION.test(String(message)) ? '407' : undefined)
    if (status) return new ProxyFailure('refused', proxy.host, { status: Number(status), cause: error })
  }
  return new ProxyFailure('unreachable', proxy.host, { cause: error })
}

/**
 * Whether a certificate error came from beyond the proxy: an unencrypted proxy has no certificate, so the error belongs
 * to the service or to an inspecting proxy.
 */
export function isBehindProxy(error: unknown, proxy: URL): boolean {
  return proxy.protocol === 'http:' && isTlsFailure(error)
}
