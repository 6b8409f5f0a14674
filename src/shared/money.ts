/** Amounts are whole micro-dollars (millionths of a US dollar), so that addition doesn't drift. */
export type MicroUsd = number

/** Whether a failed request was billed: not at all, at least partly, or only the service knows. */
export type Charge = 'none' | 'charged' | 'unknown'
