/** All failure codes and the kind of each. Kept apart from the types, which shouldn't load any of this. */

/** The kind determines what the user can do about it. */
export type FailureKind =
  | 'invalid-input'
  | 'not-authorised'
  | 'content-refused'
  | 'rate-limited'
  | 'quota-exhausted'
  /** One of the user's own caps, enforced by Easel. */
  | 'over-budget'
  | 'unreachable'
  | 'provider-failed'
  | 'storage-failed'
  | 'interrupted'
  | 'internal'

const KINDS = {
  'prompt-too-long': 'invalid-input',
  'input-missing': 'invalid-input',
  'inputs-unsupported': 'invalid-input',
  'inputs-missing': 'invalid-input',
  'inputs-too-many': 'invalid-input',
  'input-format-refused': 'invalid-input',
  'input-too-large': 'invalid-input',
  'input-rejected': 'invalid-input',
  'mask-unsupported': 'invalid-input',
  'mask-mismatched': 'invalid-input',
  'mask-blank': 'invalid-input',
  'request-refused': 'invalid-input',
  'key-missing': 'not-authorised',
  'key-withheld': 'not-authorised',
  'key-unusable': 'not-authorised',
  'connection-missing': 'not-authorised',
  'connection-disabled': 'not-authorised',
  'address-unusable': 'not-authorised',
  'key-required': 'not-authorised',
  'key-rejected': 'not-authorised',
  'access-denied': 'not-authorised',
  'organisation-unverified': 'not-authorised',
  'country-unsupported': 'not-authorised',
  'model-unavailable': 'invalid-input',
  'address-wrong': 'not-authorised',
  'request-too-large': 'invalid-input',
  'request-unsupported': 'provider-failed',
  'option-refused': 'invalid-input',
  'setting-refused': 'invalid-input',
  'prompt-refused': 'content-refused',
  'rate-limited': 'rate-limited',
  'quota-exhausted': 'quota-exhausted',
  'credit-exhausted': 'quota-exhausted',
  'day-limit-reached': 'quota-exhausted',
  'spend-limit-reached': 'quota-exhausted',
  'project-limit-reached': 'quota-exhausted',
  'cap-reached': 'over-budget',
  'amount-unconfirmed': 'over-budget',
  'never-connected': 'unreachable',
  'certificate-untrusted': 'unreachable',
  'proxy-refused': 'unreachable',
  'proxy-unreachable': 'unreachable',
  'proxy-unsupported': 'unreachable',
  'proxy-unknown': 'unreachable',
  'connection-lost': 'unreachable',
  'timed-out': 'unreachable',
  'redirect-refused': 'provider-failed',
  'provider-down': 'provider-failed',
  'provider-busy': 'provider-failed',
  'not-an-api': 'provider-failed',
  'answer-damaged': 'provider-failed',
  'answer-empty': 'provider-failed',
  'answer-too-large': 'provider-failed',
  'image-damaged': 'provider-failed',
  'image-unfinished': 'provider-failed',
  'image-unsafe': 'provider-failed',
  'not-an-image': 'provider-failed',
  'image-not-copyable': 'invalid-input',
  'image-missing': 'storage-failed',
  'image-address-refused': 'provider-failed',
  'image-address-failed': 'provider-failed',
  'result-expired': 'provider-failed',
  'image-not-made': 'content-refused',
  'answer-filtered': 'content-refused',
  'answer-over-length': 'provider-failed',
  'answer-tool-call': 'provider-failed',
  'text-filtered': 'content-refused',
  'text-declined': 'content-refused',
  'text-ended-early': 'provider-failed',
  'error-reported': 'provider-failed',
  'images-missing': 'provider-failed',
  'text-cut-short': 'provider-failed',
  'disk-full': 'storage-failed',
  'disk-failed': 'storage-failed',
  'not-sent': 'interrupted',
  'app-stopped': 'interrupted',
  'call-stopped': 'interrupted',
  'run-lost': 'interrupted',
  'internal-error': 'internal',
} as const satisfies Record<string, FailureKind>

export type FailureCode = keyof typeof KINDS

export const FAILURE_CODES = Object.keys(KINDS) as readonly FailureCode[]

export function failureKind(code: FailureCode): FailureKind {
  return KINDS[code]
}
