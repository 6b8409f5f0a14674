import type { SaveDialogOptions, WebContents } from 'electron'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askWhereToSave } from './ask-where-to-save'

const asked = vi.hoisted(() => ({ options: [] as SaveDialogOptions[], answer: '' }))
vi.mock('electron', () => ({
  BrowserWindow: { fromWebContents: () => null },
  dialog: {
    showSaveDialog: (options: SaveDialogOptions) => {
      asked.options.push(options)
      return Promise.resolve({ canceled: asked.answer === '', filePath: asked.answer })
    },
  },
}))

const contents = {} as WebContents
let folder = ''
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'easel-save-'))))
afterEach(() => rm(folder, { recursive: true }))

const save = (answer: string): Promise<string | undefined> => {
  asked.answer = answer === '' ? '' : join(folder, answer)
  return askWhereToSave({ defaultPath: 'heron.png' }, 'png', contents)
}

test('the system is told to ask before it replaces a file', async () => {
  expect(await save('heron.png')).toBe(join(folder, 'heron.png'))
  expect(asked.options.at(-1)).toMatchObject({ defaultPath: 'heron.png', properties: ['showOverwriteConfirmation'] })
  expect(await save('')).toBeUndefined()
})

test('a name that gets its extension replaces no file', async () => {
  expect(await save('heron')).toBe(join(folder, 'heron.png'))
  await writeFile(join(folder, 'heron.png'), 'mine')
  expect(await save('heron')).toBe(join(folder, 'heron (2).png'))
})

test('nothing else asks where to save', () => {
  const asking = readdirSync('src/main', { recursive: true, encoding: 'utf8' }).filter(
    (name) => /(?<!\.test)\.ts$/.test(name) && readFileSync(join('src/main', name), 'utf8').includes('showSaveDialog('),
  )
  expect(asking).toEqual([join('window', 'ask-where-to-save.ts')])
})
