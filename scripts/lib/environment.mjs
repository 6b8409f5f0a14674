// What the app is allowed to see of our environment.

import process from 'node:process'

/** Every variable that could lead the app to someone's account, and so to someone's money. */
const accounts = [
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_ORG_ID',
  'OPENAI_PROJECT_ID',
  'GEMINI_API_KEY',
  'GOOGLE_API_KEY',
  'FAL_KEY',
  'BLOB_READ_WRITE_TOKEN',
  'VERCEL_BLOB_READ_WRITE_TOKEN',
  'VERCEL_BLOB_API_URL',
]

/** A copy without keys and without what would make Electron run as plain Node: for the tour, tests and benchmarks. */
export function withoutAccounts(env = process.env) {
  const copy = withoutNodeMode(env)
  for (const name of accounts) delete copy[name]
  return copy
}

/** A copy without the variable that some editors' terminals set, with which Electron is only a Node. */
export function withoutNodeMode(env = process.env) {
  const { ELECTRON_RUN_AS_NODE: _, ...copy } = env
  return copy
}
