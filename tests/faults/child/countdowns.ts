/**
 * Makes countdowns pass faster, for tests that go through very many of them. Only waits of some seconds are shortened,
 * which are those before a retry. Deadlines are longer, and shorter waits needn't be shortened.
 */
import type { Plan } from './plan'

const { hurriesCountdowns = 1 } = JSON.parse(process.argv[2] ?? '{}') as Plan
const original = globalThis.setTimeout

if (hurriesCountdowns > 1) {
  globalThis.setTimeout = ((action: () => void, ms = 0, ...args: []) =>
    original(action, ms > 1_000 && ms <= 10_000 ? ms / hurriesCountdowns : ms, ...args)) as typeof setTimeout
}
