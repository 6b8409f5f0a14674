/**
 * Why a server address can't be used. `unencrypted`: http: to the internet. `has-extras`: it contains a password, a key
 * or a fragment. `missing`: it's empty, and the service has no default address.
 */
export const ADDRESS_PROBLEMS = ['not-an-address', 'no-scheme', 'unencrypted', 'has-extras', 'missing'] as const

export type AddressProblem = (typeof ADDRESS_PROBLEMS)[number]

/** A refused address, in a form that may be shown. */
export interface BadAddress {
  readonly value: string
  readonly problem: AddressProblem
}
