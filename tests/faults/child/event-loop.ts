import { readFileSync } from 'node:fs'

/** What is shorter than this is not told apart. */
const LOOK_MS = 5

/**
 * How long the event loop stood still at worst, milliseconds, from one question to the next. The time in which the process
 * wanted a processor and had none is left out where the system tells it (Linux): that says something about what else the
 * machine does, and nothing about what main does.
 */
export function watchEventLoop(): () => number {
  let longest = 0
  let before = { at: performance.now(), waited: waitedMs() }
  setInterval(() => {
    const now = { at: performance.now(), waited: waitedMs() }
    longest = Math.max(longest, now.at - before.at - LOOK_MS - (now.waited - before.waited))
    before = now
  }, LOOK_MS).unref()
  return () => {
    const answer = longest
    longest = 0
    return answer
  }
}

/** The second figure: nanoseconds spent waiting for a processor, of the thread whose number is the process's. */
function waitedMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}
