import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import { NO_SESSION, type Session } from '@shared/session'
import { createSessionKeeper, type TextStorage } from './session-keeper'

const chat = 'chat' as ChatId

class Texts implements TextStorage {
  readonly items = new Map<string, string>()
  getItem = (key: string): string | null => this.items.get(key) ?? null
  setItem = (key: string, value: string): void => void this.items.set(key, value)
  removeItem = (key: string): void => void this.items.delete(key)
}

function open({ local = new Texts(), tab = new Texts() } = {}) {
  const sent: Session[] = []
  const due: (() => void)[] = []
  let time = 1_000
  const keeper = createSessionKeeper({
    local,
    tab,
    send: (session) => {
      sent.push(session)
      return Promise.resolve()
    },
    after: (_ms, callback) => {
      due.push(callback)
      return () => undefined
    },
    now: () => (time += 1),
  })
  return { keeper, sent, local, tab, elapse: () => due.splice(0).forEach((callback) => callback()) }
}

test('main hears of many changes once, and however long somebody types, within the pause', () => {
  const { keeper, sent, elapse } = open()
  keeper.change({ drafts: { new: 'H' } })
  keeper.change({ drafts: { new: 'Ha' } })
  expect(sent).toEqual([])
  elapse()
  keeper.change({ drafts: { new: 'Hal' } })
  elapse()
  expect(sent.map(({ drafts }) => drafts)).toEqual([{ new: 'Ha' }, { new: 'Hal' }])
})

test('a reload finds it in the tab, a start in the storage that outlives the window', () => {
  const before = open()
  before.keeper.change({ openChatId: chat })
  before.keeper.flush()
  const reloaded = open(before)
  expect(reloaded.keeper).toMatchObject({ isReload: true, current: { openChatId: chat } })
  const started = open({ local: before.local })
  expect(started.keeper).toMatchObject({ isReload: false, current: { openChatId: chat } })
})

test('of two copies the later one counts', () => {
  const before = open()
  before.keeper.change({ openChatId: chat })
  before.keeper.flush()
  expect(open(before).keeper.receive({ ...NO_SESSION, at: 1 })).toMatchObject({ openChatId: chat })
  expect(open(before).keeper.receive(null)).toMatchObject({ openChatId: chat })
  const later = { ...NO_SESSION, at: 5_000, sidebar: false }
  expect(open(before).keeper.receive(later)).toMatchObject({ openChatId: null, sidebar: false })
})

test('what is typed before main was heard is newer than what main has kept', () => {
  const { keeper } = open()
  keeper.change({ drafts: { new: 'Just typed' } })
  const kept = { ...NO_SESSION, at: 5_000, openChatId: chat, drafts: { new: 'Old', chat: 'Half a thought' } }
  expect(keeper.receive(kept)).toMatchObject({
    openChatId: chat,
    drafts: { new: 'Just typed', chat: 'Half a thought' },
  })
})

test('the clock being set back does not make a later change an older one', () => {
  const { keeper } = open()
  keeper.receive({ ...NO_SESSION, at: 9_000 })
  keeper.change({ sidebar: true })
  expect(keeper.current.at).toBeGreaterThan(9_000)
})

test('what Easel 0.1 had kept is taken over, once', () => {
  const local = new Texts()
  local.setItem('easel.draft', 'Something new')
  local.setItem('easel.drafts', JSON.stringify([[chat, 'Half a thought']]))
  const { keeper } = open({ local })
  expect(keeper.current.drafts).toEqual({ new: 'Something new', chat: 'Half a thought' })
  keeper.flush()
  expect([...local.items.keys()]).toEqual(['easel.session'])
})

test.for(['', '{', 'null', '{"at":1}'])('a stored %j is no reason not to start', (text) => {
  const local = new Texts()
  local.setItem('easel.session', text)
  local.setItem('easel.drafts', text)
  expect(open({ local }).keeper.current).toEqual(NO_SESSION)
})

test('a storage that is full costs nothing that main keeps', () => {
  const local = new Texts()
  local.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const { keeper, sent } = open({ local })
  keeper.change({ sidebar: true })
  keeper.flush()
  expect(sent).toHaveLength(1)
})
