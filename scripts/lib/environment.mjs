// Limits what the app sees of the environment.

import process from 'node:process'

/** Every variable that could give the app access to an account, and so to someone's money. */
const account = /_API_KEY$|_TOKEN$|^(OPENAI|GEMINI|GOOGLE|FAL|BLOB|VERCEL)_/i

/** A copy without accounts, for the tour, tests and benchmarks, which must never cost anything. */
export function withoutAccounts(env = process.env) {
  return Object.fromEntries(Object.entries(withoutNodeMode(env)).filter(([name]) => !account.test(name)))
}

/** A copy without the variable, set by some editors' terminals, that turns Electron into plain Node. */
export function withoutNodeMode(env = process.env) {
  const { ELECTRON_RUN_AS_NODE: _, ...copy } = env
  return copy
}
