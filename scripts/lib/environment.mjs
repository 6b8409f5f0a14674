// Limits which environment variables the app sees.

import process from 'node:process'

/** Every variable that could give the app access to a paid account. */
const account = /_API_KEY$|_TOKEN$|^(OPENAI|GEMINI|GOOGLE|FAL|BLOB|VERCEL)_/i

/** Returns a copy without accounts, for the tour, tests and benchmarks, which must never cost anything. */
export function withoutAccounts(env = process.env) {
  return Object.fromEntries(Object.entries(withoutNodeMode(env)).filter(([name]) => !account.test(name)))
}

/** Returns a copy without the variable, set by some editors' terminals, that turns Electron into plain Node. */
export function withoutNodeMode(env = process.env) {
  const { ELECTRON_RUN_AS_NODE: _, ...copy } = env
  return copy
}
