/**
 * Countdowns that pass faster, for tests that go through very many of them. Only waits of some seconds are shortened: those
 * before a repetition. Deadlines are longer, and what is shorter need not be.
 */
import type { Plan } from './plan'

const { hurriesCountdowns = 1 } = JSON.parse(process.argv[2] ?? '{}') as Plan
const original = globalThis.setTimeout

if (hurriesCountdowns > 1) {
  globalThis.setTimeout = ((action: () => void, ms = 0, ...args: []) =>
    original(action, ms > 1_000 && ms <= 10_000 ? ms / hurriesCountdowns : ms, ...args)) as typeof setTimeout
}
