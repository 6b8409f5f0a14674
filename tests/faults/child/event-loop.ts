import { readFileSync } from 'node:fs'

/** The resolution: shorter delays can't be distinguished. */
const LOOK_MS = 5

/**
 * Returns a function that reports the longest time the event loop was blocked since its last call, in milliseconds. On
 * Linux, time in which the process waited for a processor isn't counted, because that depends on the machine and not on
 * main.
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

/** How long the main thread has waited for a processor, in milliseconds: the second figure of schedstat. */
function waitedMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}
