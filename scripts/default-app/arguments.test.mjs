import { expect, test } from 'vitest'

import { parseArguments } from './arguments.cjs'

const nothing = { app: undefined, modules: [], print: undefined }

test('the first word that is no option is the app, and what follows is left to it', () => {
  expect(parseArguments(['--no-sandbox', 'folder', '-r', 'mine', '--version'])).toEqual({ ...nothing, app: 'folder' })
})

test("options of Chromium and Node are passed over, as in Playwright's command line", () => {
  const words = [
    '-r',
    '/playwright/loader.js',
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '/app',
    '--x',
  ]
  expect(parseArguments(words)).toEqual({ ...nothing, app: '/app', modules: ['/playwright/loader.js'] })
})

test('modules to load before the app keep their order', () => {
  expect(parseArguments(['-r', 'a', '--require', 'b', 'app']).modules).toEqual(['a', 'b'])
})

test('an app can be named with --app=', () => {
  expect(parseArguments(['--app=folder', 'other'])).toEqual({ ...nothing, app: 'folder' })
})

test('-r without a module is refused', () => {
  expect(() => parseArguments(['-r'])).toThrow('-r needs a module')
})

test('version and ABI can be asked for', () => {
  expect(parseArguments(['--no-sandbox', '--version'])).toEqual({ ...nothing, print: 'version' })
  expect(parseArguments(['-a'])).toEqual({ ...nothing, print: 'abi' })
})

test('no words at all name no app', () => {
  expect(parseArguments([])).toEqual(nothing)
})
