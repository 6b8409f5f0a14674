import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { APP_ID } from './app-id'

test('Windows knows the running app by the id that the installer gives its shortcut', () => {
  expect(readFileSync('electron-builder.yml', 'utf8')).toContain(`\nappId: ${APP_ID}\n`)
})
