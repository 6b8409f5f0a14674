/** Sums are whole micro-dollars (millionths of a US dollar), so that adding doesn't drift. */
export type MicroUsd = number

/** What a failure means for the user's money: nothing was billed, something was, or only the service knows. */
export type Charge = 'none' | 'charged' | 'unknown'
