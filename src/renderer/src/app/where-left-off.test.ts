import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import { DEFAULT_SETTINGS, type OnLaunch, type SettingsView } from '@shared/settings'
import { NO_SESSION } from '@shared/session'
import { whereLeftOff } from './where-left-off'

const open = 'open' as ChatId
const interruptedChat = 'interrupted' as ChatId
const session = { ...NO_SESSION, openChatId: open }
const settings = (onLaunch: OnLaunch) => ({ settings: { ...DEFAULT_SETTINGS, onLaunch } }) as SettingsView
const launch = { isLaunch: true, settings: settings('left-off') }

test('a start shows the chat that was open, also when an answer in another one was interrupted', () => {
  expect(whereLeftOff(session, launch)).toMatchObject({ openChatId: open })
  expect(whereLeftOff(session, { ...launch, interruptedChat })).toMatchObject({ openChatId: open })
})

test('with no chat open, an interrupted answer is shown, unless something was being written', () => {
  expect(whereLeftOff(NO_SESSION, { ...launch, interruptedChat })).toEqual({ openChatId: interruptedChat })
  const writing = { ...NO_SESSION, drafts: { new: 'Half a thought' } }
  expect(whereLeftOff(writing, { ...launch, interruptedChat })).toMatchObject({ openChatId: null })
})

test('a user who chose a new chat at every start gets one, but a reload goes on, and an interrupted answer is shown', () => {
  const fresh = { isLaunch: true, settings: settings('new-chat') }
  expect(whereLeftOff(session, fresh)).toEqual({ openChatId: null })
  expect(whereLeftOff(session, { ...fresh, isLaunch: false })).toMatchObject({ openChatId: open })
  expect(whereLeftOff(session, { ...fresh, interruptedChat })).toEqual({ openChatId: interruptedChat })
})
