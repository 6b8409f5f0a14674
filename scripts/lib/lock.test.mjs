import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { inProject } from './script.mjs'

const { packages } = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'))

/** Where Node looks for a package needed by the one at `location`: next to it, then in each enclosing folder. */
function candidates(location, name) {
  const folders = location
    .split('/node_modules/')
    .map((_, index, all) => all.slice(0, index + 1).join('/node_modules/'))
  return [...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`]
}

test('the lock names the optional packages of every system, or `npm ci` would refuse it in a fresh clone', () => {
  const missing = Object.entries(packages).flatMap(([location, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !candidates(location, name).some((each) => each in packages)),
  )
  expect(missing).toEqual([])
})
