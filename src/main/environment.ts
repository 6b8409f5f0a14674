/** What Easel takes from the environment, and takes out of it: keys must not be inherited by child processes. */
export type Environment = Readonly<Record<string, string | undefined>>

/** By their form, not by a list: the services aren't loaded before the window is, and no child process needs any key. */
const SECRET_VARIABLE = /_(KEY|TOKEN|SECRET)$/i

/** Returns the variables as they were, and removes the secret ones from the live environment. */
export function takeEnvironment(live: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): Environment {
  const taken = { ...live }
  // On Windows names are the same in small and capital letters, which a copy doesn't know: an address must not be missed.
  if (platform === 'win32') for (const [name, value] of Object.entries(live)) taken[name.toUpperCase()] ??= value
  for (const name of Object.keys(live)) if (SECRET_VARIABLE.test(name)) delete live[name]
  return taken
}
