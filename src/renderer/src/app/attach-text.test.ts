import { beforeEach, expect, test } from 'vitest'
import type { ChatState } from '@/features/chat/model'
import { composer } from '@/features/composer/store'
import { LARGEST_TEXT_FILE } from '@/text-files/read-text-file'
import { attachText, explainText } from './attach-text'

const drafts: string[] = []
const store = {
  getState: () =>
    ({
      newChatDraft: 'Sum this up',
      chats: [],
      saveDraft: (_: unknown, text: string) => drafts.push(text),
    }) as unknown as ChatState,
}

beforeEach(() => {
  drafts.length = 0
  composer.write('new', 'Sum this up')
})

async function refuse(file: File): Promise<string | undefined> {
  return explainText(file, await attachText(file, store, null).catch((error: unknown) => error))
}

test('a text of more than 50 MB is refused before it is read, and the message stays as it is', async () => {
  const file = new File([new Uint8Array(LARGEST_TEXT_FILE + 1).fill(97)], 'server.log')
  file.arrayBuffer = () => Promise.reject(new Error('it was read'))
  expect(await refuse(file)).toBe('server.log is too large: 50 MB at most.')
  expect(drafts).toEqual([])
})

test('a text of 50 MB is refused for its length', async () => {
  const file = new File([new Uint8Array(LARGEST_TEXT_FILE).fill(97)], 'server.log')
  expect(await refuse(file)).toContain('1,000,000')
  expect(drafts).toEqual([])
})

test.each([
  ['a name that turns the writing around', 'gpj.\u202etxt.exe'],
  ['a name with half of a character', 'a\ud83d.txt'],
  ['a name with line breaks and fences', 'a\n````\nb.txt'],
  ['a name with a NUL and a line separator', 'a\0\u2028b.txt'],
  ['a name of nothing but marks', '\u202e\u200f'],
  ['a very long name', `${'x'.repeat(5000)}.txt`],
])('a file with %s goes along under a name that can be shown', async (_, name) => {
  await attachText(new File(['lamps'], name), store, null)
  const draft = drafts.at(-1) ?? ''
  expect(draft).toMatch(/^Sum this up\n\n````file [^\n`]{1,300}\nlamps\n````$/)
  expect(draft).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028\0]/)
  expect(new TextDecoder().decode(new TextEncoder().encode(draft))).toBe(draft)
})
