import { fetchRemoteImage, type FetchedImage, type RemoteImageParts } from './remote-image'
import type { ServiceConnection } from './watched-call'

/**
 * Fetches an image that an answer gives only by address, using the current account. The key is sent only to the
 * service's own server. Never rejects.
 */
export async function fetchNamedImage(
  { account: getAccount, fetch, isProxied }: ServiceConnection,
  url: string,
  how: Pick<RemoteImageParts, 'signal' | 'allowed'>,
): Promise<FetchedImage> {
  const account = getAccount()
  if ('problem' in account) return { address: url, reason: 'unreachable' }
  return fetchRemoteImage(url, { ...account, ...how, fetch, isProxied })
}
