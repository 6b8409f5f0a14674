import { beforeEach, expect, test } from 'vitest'
import type { ModelId } from '@shared/services/ids'
import { QuickAsk, type QuickAskPanel } from './quick-ask'

class Panel implements QuickAskPanel {
  isShown = false
  isClosed = false
  show(): void {
    this.isShown = true
  }
  hide(): void {
    this.isShown = false
  }
  close(): void {
    this.isClosed = true
  }
}

let keys: Map<string, () => void>
let taken: Set<string>
let panels: Panel[]
let close: () => void
let calls: string[]
let quickAsk: QuickAsk

beforeEach(() => {
  keys = new Map()
  taken = new Set()
  panels = []
  calls = []
  quickAsk = new QuickAsk({
    shortcuts: {
      register: (name, act) => {
        if (taken.has(name)) return false
        keys.set(name, act)
        return true
      },
      unregister: (name) => void keys.delete(name),
    },
    createPanel: (onClosed) => {
      close = onClosed
      panels.push(new Panel())
      return panels.at(-1)!
    },
    describe: (model, text) => ({
      answers: model === null ? null : { name: `${model} ${text}`, estimate: { kind: 'free' } },
    }),
    showWindow: () => calls.push('show'),
    tell: () => calls.push('tell'),
  })
})

test('its window is made when the keys are first pressed, and the keys hide it again', () => {
  expect(quickAsk.choose('Alt+Space')).toBe(true)
  expect(panels).toHaveLength(0)
  keys.get('Alt+Space')!()
  expect(panels[0]?.isShown).toBe(true)
  keys.get('Alt+Space')!()
  keys.get('Alt+Space')!()
  expect(panels).toHaveLength(1)
  expect(panels[0]?.isShown).toBe(true)
  close()
  keys.get('Alt+Space')!()
  expect(panels).toHaveLength(2)
})

test('keys that another app has are refused, and the ones before stay', () => {
  taken.add('CommandOrControl+Shift+Space')
  expect(quickAsk.choose('CommandOrControl+Shift+Space')).toBe(false)
  expect(quickAsk.isActive).toBe(false)
  expect(quickAsk.choose('Alt+Space')).toBe(true)
  expect(quickAsk.choose('CommandOrControl+Shift+Space')).toBe(false)
  expect([...keys.keys()]).toEqual(['Alt+Space'])
  expect(quickAsk.isActive).toBe(true)
  expect(quickAsk.choose(null)).toBe(true)
  expect([...keys.keys()]).toEqual([])
})

test('a question waits until a page takes it, once, and nothing is no question', () => {
  quickAsk.toggle()
  quickAsk.ask('  \n')
  expect(calls).toEqual([])
  quickAsk.ask(' What is a harbor? ')
  expect(quickAsk.describe('x')).toEqual({ answers: null })
  quickAsk.prefer('demo:text' as ModelId)
  expect(quickAsk.describe('x').answers?.name).toBe('demo:text x')
  quickAsk.ask('And a pier?')
  expect(panels[0]?.isShown).toBe(false)
  expect(calls).toEqual(['show', 'tell', 'show', 'tell'])
  expect([quickAsk.take(), quickAsk.take(), quickAsk.take()]).toEqual([
    { text: 'What is a harbor?', model: null },
    { text: 'And a pier?', model: 'demo:text' },
    null,
  ])
})

test('at the end the keys are free again and the window is gone', () => {
  quickAsk.choose('Alt+Space')
  quickAsk.toggle()
  quickAsk.stop()
  expect([...keys.keys()]).toEqual([])
  expect(panels[0]?.isClosed).toBe(true)
})
