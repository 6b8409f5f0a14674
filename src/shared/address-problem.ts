/**
 * Why the address of a server can't be used: `unencrypted` is http: to the internet, `has-extras` a password, a key or a
 * fragment in it, `missing` none where the service has none of its own.
 */
export const ADDRESS_PROBLEMS = ['not-an-address', 'no-scheme', 'unencrypted', 'has-extras', 'missing'] as const

export type AddressProblem = (typeof ADDRESS_PROBLEMS)[number]

/** An address that was refused, as it may be shown. */
export interface BadAddress {
  readonly value: string
  readonly problem: AddressProblem
}
