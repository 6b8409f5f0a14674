/**
 * How much the tests that sweep or draw at random try. `npm test` is quick, `npm run test:all` sets EASEL_EFFORT to
 * "thorough" and `npm run soak` to "all": every point of a sweep, which takes hours.
 */
type Effort = 'quick' | 'thorough' | 'all'

const EFFORTS: readonly Effort[] = ['quick', 'thorough', 'all']

const effort = EFFORTS.find((each) => each === process.env['EASEL_EFFORT']) ?? 'quick'

/** The choice for this run. */
export function byEffort<T>(choices: Readonly<Record<Effort, T>>): T {
  return choices[effort]
}
