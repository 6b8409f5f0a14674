/** Builds the program that the fault tests kill, once per test run: the core of main, bundled as for the app. */
import { mkdtemp, rm } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { leaveOutUnused } from '../../scripts/lib/leave-out-unused'

const PROJECT = resolve(import.meta.dirname, '../..')

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'easel-core-'))
  await build({
    root: PROJECT,
    configFile: false,
    logLevel: 'error',
    plugins: [leaveOutUnused()],
    resolve: { alias: { '@shared': resolve(PROJECT, 'src/shared') } },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: resolve(import.meta.dirname, 'child/main.ts'),
      outDir: folder,
      target: 'node20',
      minify: true,
      rollupOptions: {
        external: builtinModules.flatMap((name) => [name, `node:${name}`]),
        output: { entryFileNames: 'core.mjs' },
      },
    },
  })
  provide('core', join(folder, 'core.mjs'))
  return () => rm(folder, { recursive: true, force: true })
}
