// How the scripts print: plain lines, no colors, no spinners, so that terminals and log files look the same.

/** Prints one line for the user of the script. */
export function say(line) {
  process.stdout.write(`${line}\n`)
}

/** Like `say`, but to stderr, for scripts whose stdout is their result. */
export function sayAside(line) {
  process.stderr.write(`${line}\n`)
}

/** Formats a duration for display: "340 ms", "12.3 s", "2 min 5 s". */
export function formatDuration(milliseconds) {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
