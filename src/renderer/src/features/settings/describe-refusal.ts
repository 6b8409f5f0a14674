/** Explains in a sentence why Settings couldn't be saved. */
import type { BadAddress } from '@shared/address-problem'
import { FailureError } from '@shared/failure'
import type { Translate } from '@/i18n'
import { sayFailureTitle } from '@/i18n/failure-words'

export function describeBadAddress(t: Translate, { value, problem }: BadAddress): string {
  return t(`settings.connections.badAddress.${problem}`, { address: value })
}

export function describeRefusal(t: Translate, error: unknown, provider: string): string {
  const failure = error instanceof FailureError ? error.failure : undefined
  if (failure?.badAddress) return describeBadAddress(t, failure.badAddress)
  return sayFailureTitle(failure ?? { code: 'internal-error' }, { provider })
}
