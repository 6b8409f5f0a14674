/** What Easel reads from the environment. Secrets are removed from it, so that child processes don't inherit them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Matched by form, not by a list: the services load after the window, and no child process needs any key. */
const SECRET_VARIABLE = /_(KEY|TOKEN|SECRET)$/i

/** Returns a copy of the variables, and removes the secret ones from the live environment. */
export function takeEnvironment(live: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): Environment {
  const taken = { ...live }
  // On Windows, names are case-insensitive, but a copy isn't: add uppercase names so that no address is missed.
  if (platform === 'win32') for (const [name, value] of Object.entries(live)) taken[name.toUpperCase()] ??= value
  for (const name of Object.keys(live)) if (SECRET_VARIABLE.test(name)) delete live[name]
  return taken
}
