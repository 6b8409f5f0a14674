/** Decides which addresses of a job may receive a connection's key. */
import { isLoopbackHost } from '../../network/private-address'

/** Whether the connection's server is this computer. */
export function isLocal(baseUrl: string): boolean {
  return isLoopbackHost(new URL(baseUrl).hostname)
}

/** Whether an address has the connection's origin. For a server on this computer, any port counts. */
export function isOwnAddress(address: unknown, baseUrl: string): address is string {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  const { origin, protocol, hostname, username, password } = new URL(address)
  if (username || password) return false
  if (origin === new URL(baseUrl).origin) return true
  return isLocal(baseUrl) && isLoopbackHost(hostname) && (protocol === 'http:' || protocol === 'https:')
}
