/**
 * Why the database is not usable just now. Free of Dexie, so that the page can name the reason before (or without)
 * loading it.
 *
 * `newer`: a later Easel wrote it, and this one leaves it alone. `blocked`: another window holds an older version open.
 * `replaced`: another window upgraded or deleted it under us. `unavailable`: it does not open or refuses to write.
 */
export type DataProblem = 'newer' | 'blocked' | 'replaced' | 'unavailable'

export class DataError extends Error {
  readonly problem: DataProblem

  constructor(problem: DataProblem, options?: ErrorOptions) {
    super(problem, options)
    this.name = 'DataError'
    this.problem = problem
  }
}

export function dataProblemOf(error: unknown): DataProblem {
  return error instanceof DataError ? error.problem : 'unavailable'
}
