import { failureKind, type Failure } from '@shared/failure'
import { assertNever } from '@shared/assert-never'

/** What the card can offer. The order is the order on screen; the first is the one most likely to help. */
export type Remedy = 'retry' | 'edit' | 'settings' | 'billing' | 'verify' | 'raiseCap'

export function remediesFor({ code }: Failure): readonly Remedy[] {
  if (code === 'organisation-unverified') return ['verify', 'retry', 'settings']
  if (code === 'prompt-too-long') return ['edit']
  if (code === 'amount-unconfirmed') return ['retry', 'edit']
  const kind = failureKind(code)
  switch (kind) {
    case 'invalid-input':
    case 'content-refused':
      return ['edit', 'retry']
    case 'not-authorised':
      return ['settings', 'retry']
    case 'quota-exhausted':
      return ['billing', 'retry']
    case 'over-budget':
      return ['raiseCap', 'retry']
    case 'rate-limited':
    case 'unreachable':
    case 'provider-failed':
    case 'storage-failed':
    case 'interrupted':
    case 'internal':
      return ['retry']
    default:
      return assertNever(kind)
  }
}

export const REMEDY_LINKS = {
  billing: 'https://platform.openai.com/settings/organization/billing/overview',
  verify: 'https://platform.openai.com/settings/organization/general',
} as const
