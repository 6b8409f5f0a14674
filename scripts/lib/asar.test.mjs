import { extractFile, listPackage } from '@electron/asar'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

import { packAsar } from './asar.mjs'
import { aTemporaryFolder } from './temporary-folder.mjs'

test("Electron's own tool reads what we pack", () => {
  const texts = { 'package.json': '{}', 'main.cjs': "console.log('größer')", 'empty.txt': '' }
  const archive = path.join(aTemporaryFolder(), 'packed.asar')
  writeFileSync(archive, packAsar(texts))

  expect(listPackage(archive).map((name) => name.slice(1))).toEqual(Object.keys(texts))
  const read = Object.keys(texts).map((name) => [name, extractFile(archive, name).toString()])
  expect(Object.fromEntries(read)).toEqual(texts)
})
