/**
 * Speeds up countdowns, for tests that go through very many of them. Only waits of a few seconds are shortened, which
 * are those before a retry: deadlines are longer, and shorter waits needn't be shortened.
 *
 * A shortened countdown may run out before a busy machine has finished starting. It then waits for `startIsOver`, as
 * real ones, which last for seconds, always do.
 */
import type { Plan } from './plan'

const { hurriesCountdowns = 1 } = JSON.parse(process.argv[2] ?? '{}') as Plan
const original = globalThis.setTimeout

/** Must be called once the core has reported which runs it found. */
export let startIsOver: () => void
const started = new Promise<void>((resolve) => (startIsOver = resolve))

if (hurriesCountdowns > 1) {
  globalThis.setTimeout = ((action: (...given: readonly unknown[]) => void, ms = 0, ...args: readonly unknown[]) =>
    ms > 1_000 && ms <= 10_000
      ? original(() => void started.then(() => action(...args)), ms / hurriesCountdowns)
      : original(action, ms, ...args)) as typeof setTimeout
}
