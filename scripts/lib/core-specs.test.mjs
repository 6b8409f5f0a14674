import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { coreSpecs } from './core-specs.mjs'
import { inProject } from './script.mjs'

test('each spec that `npm test` runs is there: Playwright ignores a name that matches no file', () => {
  const missing = coreSpecs.filter((name) => !existsSync(inProject('e2e', 'specs', `${name}.spec.ts`)))
  expect(missing).toEqual([])
})
