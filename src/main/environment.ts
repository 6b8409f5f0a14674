/** What Easel takes from the environment, and takes out of it: keys must not be inherited by child processes. */
import { SERVICES } from '@shared/services'

export type Environment = Readonly<Record<string, string | undefined>>

const SECRET_VARIABLES: readonly string[] = [
  ...SERVICES.flatMap(({ variables }) => variables.key),
  'BLOB_READ_WRITE_TOKEN',
  'VERCEL_BLOB_READ_WRITE_TOKEN',
]

/** Returns the variables as they were, and removes the secret ones from the live environment. */
export function takeEnvironment(live: NodeJS.ProcessEnv): Environment {
  const taken = { ...live }
  for (const name of SECRET_VARIABLES) delete live[name]
  return taken
}
