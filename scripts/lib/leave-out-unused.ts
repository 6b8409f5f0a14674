/** Leaves out of main what libraries import for features that Easel doesn't use. */
import type { Plugin } from 'vite'

/** All of it is CommonJS. */
const UNUSED = [
  // Schemas and migrations of `conf`, which electron-store uses. Easel has its own.
  /node_modules[\\/](?:ajv|ajv-formats|semver)[\\/]/,
  // Asks Vercel's own tools for a token when an upload has none. Easel's uploads always have one.
  /node_modules[\\/]@vercel[\\/]oidc[\\/]/,
  // Stand-ins for tests, and connections that Easel doesn't open.
  /node_modules[\\/]undici[\\/]lib[\\/](?:mock|web[\\/](?:websocket|eventsource))[\\/]/,
]

/** Of the OpenAI SDK, Easel calls `images` and `post`. Its client imports all of these and makes an object of each. */
const UNUSED_OPENAI_RESOURCES = /node_modules[\\/]openai[\\/]resources[\\/](?!images\.mjs$|(?:.*[\\/])?index\.mjs$)/

/**
 * Replaces them with empty modules. Main compiles a chunk at once, and is blocked until then: they would be a third of
 * what it reads before it can answer the page, and most of what it reads for the first image and the first upload.
 * Fails if a library has moved them, so that an update can't bring them back unnoticed.
 */
export function leaveOutUnused(): Plugin {
  const missing = new Set([...UNUSED, UNUSED_OPENAI_RESOURCES])
  const isLeftOut = (pattern: RegExp, id: string): boolean => {
    const isUnused = pattern.test(id)
    if (isUnused) missing.delete(pattern)
    return isUnused
  }
  return {
    name: 'leave-out-unused',
    load: (id) => (UNUSED.some((pattern) => isLeftOut(pattern, id)) ? 'module.exports = {}' : undefined),
    transform(code, id) {
      if (!isLeftOut(UNUSED_OPENAI_RESOURCES, id)) return undefined
      const names = [...code.matchAll(/^export (?:class|function) (\w+)|^export \{([^}]*)\}/gm)].flatMap(
        ([, declared, listed = '']) => declared ?? listed.split(',').map((name) => name.trim()),
      )
      return names
        .filter((name) => name !== '')
        .map((name) => `export class ${name} {}`)
        .join('\n')
    },
    generateBundle() {
      for (const pattern of missing) this.error(`nothing to leave out: ${pattern}`)
    },
  }
}
