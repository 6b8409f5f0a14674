/**
 * Why the database can't be used. Free of Dexie, so that the page can name the reason before (or without) loading it.
 *
 * `newer`: a newer version of Easel wrote it, and this one leaves it alone. `blocked`: another window has an older
 * version open. `replaced`: another window upgraded or deleted it meanwhile. `unavailable`: it can't be opened or
 * written.
 * `archive`: it can't be opened or written, and main's archive takes its place.
 */
export type DataProblem = 'newer' | 'blocked' | 'replaced' | 'unavailable' | 'archive'

export class DataError extends Error {
  readonly problem: DataProblem

  constructor(problem: DataProblem, options?: ErrorOptions) {
    super(problem, options)
    this.name = 'DataError'
    this.problem = problem
  }
}

export function getDataProblem(error: unknown): DataProblem {
  return error instanceof DataError ? error.problem : 'unavailable'
}
