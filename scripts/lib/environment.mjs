// What the app is allowed to see of our environment.

import process from 'node:process'

/** Every variable that could lead the app to someone's account, and so to someone's money. */
const account = /_API_KEY$|_TOKEN$|^(OPENAI|GEMINI|GOOGLE|FAL|BLOB|VERCEL)_/i

/** A copy without accounts, for the tour, tests and benchmarks: what they do must never cost anything. */
export function withoutAccounts(env = process.env) {
  return Object.fromEntries(Object.entries(withoutNodeMode(env)).filter(([name]) => !account.test(name)))
}

/** A copy without the variable that some editors' terminals set, with which Electron is only a Node. */
export function withoutNodeMode(env = process.env) {
  const { ELECTRON_RUN_AS_NODE: _, ...copy } = env
  return copy
}
