import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { ChatState, Message } from '@/features/chat/model'
import { watchMissingFonts, type MissingFont } from './missing-fonts'

function aDesktop({ hasFonts = false, items = new Map<string, string>() } = {}) {
  const store = createStore(() => ({ messages: new Map() }) as unknown as ChatState)
  const told: MissingFont[] = []
  const asked: string[] = []
  watchMissingFonts(store, {
    storage: { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) },
    canDraw: (sample) => {
      asked.push(sample)
      return hasFonts
    },
    tell: (kind) => told.push(kind),
  })
  const show = (...messages: readonly Partial<Message>[]): void =>
    store.setState({ messages: new Map(messages.map((message, index) => [`m${index}`, message])) as never })
  return { told, asked, show, items }
}

test('a message with characters that no font has is told once, also after a restart', () => {
  const { told, show, items } = aDesktop()
  show({ role: 'user', text: 'a lighthouse' })
  expect(told).toEqual([])
  show({ role: 'user', text: '灯台' }, { role: 'user', text: '등대' })
  expect(told).toEqual(['cjk'])
  show({ role: 'assistant', status: 'done', parts: [{ type: 'text', text: 'A fox 🦊' }] })
  expect(told).toEqual(['cjk', 'emoji'])

  const restarted = aDesktop({ items })
  restarted.show({ role: 'user', text: '灯台 🦊' })
  expect(restarted.told).toEqual([])
})

test('an answer is looked at once its words are there', () => {
  const { told, show } = aDesktop()
  show({ role: 'assistant', status: 'streaming', text: '灯' })
  expect(told).toEqual([])
  show({ role: 'assistant', status: 'done', parts: [{ type: 'text', text: '灯台' }] })
  expect(told).toEqual(['cjk'])
})

test('where the fonts are installed nothing is told', () => {
  const { told, show } = aDesktop({ hasFonts: true })
  show({ role: 'user', text: '灯台 🦊' })
  expect(told).toEqual([])
})

test.each(['1 + 1 = 2 ©', '#1 * 2', 'Καλημέρα, мир', '→ ✓'])('%s needs no further font', (text) => {
  const { told, show } = aDesktop()
  show({ role: 'user', text })
  expect(told).toEqual([])
})

test('fonts are looked for only when a message needs them, and once for each kind', () => {
  const { asked, show } = aDesktop({ hasFonts: true })
  show({ role: 'user', text: 'a lighthouse' })
  expect(asked).toEqual([])
  show({ role: 'user', text: '灯台' })
  show({ role: 'user', text: '等' }, { role: 'user', text: 'A fox 🦊' })
  expect(asked).toEqual(['漢', '🦊'])
})
