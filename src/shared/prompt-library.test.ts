import { describe, expect, it } from 'vitest'
import type { PromptId } from './ids'
import { createPromptFile, leaveOutDoubles, readPromptFile, readSavedPrompt, tidyContent } from './prompt-library'

const saved = { id: 'p' as PromptId, title: 'Light', text: 'at {time: dawn}', createdAt: 1, updatedAt: 2 }

describe('saved prompts', () => {
  it('reads a stored one, and leaves out what it does not understand', () => {
    expect(readSavedPrompt({ ...saved, folder: 'Photos', later: true })).toEqual({ ...saved, folder: 'Photos' })
    expect(readSavedPrompt({ id: 'p', text: 'a text\nwithout a title' })).toEqual({
      id: 'p',
      title: 'a text without a title',
      text: 'a text\nwithout a title',
      createdAt: 0,
      updatedAt: 0,
    })
  })

  it.each([null, 'text', { ...saved, id: 1 }, { ...saved, text: ' ' }, { ...saved, text: 3 }, [saved]])(
    'takes %j for no prompt',
    (stored) => expect(readSavedPrompt(stored)).toBeUndefined(),
  )

  it('keeps a title and a folder on one line', () => {
    expect(tidyContent({ title: ' a\n b ', text: ' t ', folder: ' ' })).toEqual({ title: 'a b', text: 't' })
  })
})

describe('a file of prompts', () => {
  it('brings back what was exported', () => {
    const { title, text } = saved
    const file = createPromptFile([saved, { ...saved, folder: 'Photos' }])
    expect(readPromptFile(file)).toEqual({
      kind: 'prompts',
      contents: [
        { title, text },
        { title, text, folder: 'Photos' },
      ],
      unreadable: 0,
    })
  })

  it('reads lists of other apps, and counts what is no prompt', () => {
    const list = [{ name: 'A', prompt: 'one' }, { title: 'B', content: 'two', group: 'G' }, { name: 'C' }, 7]
    expect(readPromptFile(`\uFEFF${JSON.stringify(list)}`)).toEqual({
      kind: 'prompts',
      contents: [
        { title: 'A', text: 'one' },
        { title: 'B', text: 'two', folder: 'G' },
      ],
      unreadable: 2,
    })
  })

  it('refuses the file of a newer Easel, and what is no list', () => {
    expect(readPromptFile('{"easelPrompts": 2, "prompts": []}')).toEqual({ kind: 'newer' })
    expect(readPromptFile('{"chats": []}')).toEqual({ kind: 'unknown' })
    expect(readPromptFile('no JSON')).toEqual({ kind: 'unknown' })
  })

  it('leaves out doubles, of the library and of the file itself', () => {
    const one = { title: 'A', text: 'one' }
    const contents = [one, { title: 'A', text: 'two' }, { ...one, folder: 'G' }, { title: 'B', text: 'b' }]
    expect(leaveOutDoubles(contents, [{ title: 'B', text: 'b' }])).toEqual([one, { title: 'A', text: 'two' }])
  })
})
