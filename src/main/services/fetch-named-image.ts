import { fetchRemoteImage, type FetchedImage, type RemoteImageParts } from './remote-image'
import type { ServiceConnection } from './watched-call'

/**
 * Fetches an image that an answer only names by its address, with the account as it is now. The key goes to the
 * service's own server only. Never rejects.
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
