/** Which addresses of a job a connection's key may go to. */
import { isLoopbackHost } from '../../network/private-address'

/** Whether the connection is to this computer. */
export function isLocal(baseUrl: string): boolean {
  return isLoopbackHost(new URL(baseUrl).hostname)
}

/** The same origin; for a server on this computer, any port of it. */
export function isOwnAddress(address: unknown, baseUrl: string): address is string {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  const { origin, protocol, hostname, username, password } = new URL(address)
  if (username || password) return false
  if (origin === new URL(baseUrl).origin) return true
  return isLocal(baseUrl) && isLoopbackHost(hostname) && (protocol === 'http:' || protocol === 'https:')
}
