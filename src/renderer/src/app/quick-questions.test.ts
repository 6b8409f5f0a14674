import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { ModelId } from '@shared/services/ids'
import { createClient } from '@/bridge/client'
import type { SettingsState } from '@/bridge/settings-store'
import { composer } from '@/features/composer/store'
import { anInput, openPage } from '../../../../tests/support/page/chat-page'
import { settingsView } from '../../../../tests/support/settings-view'
import { findQuickModel, watchQuickQuestions } from './quick-questions'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const withKey = settingsView({ key: { source: 'saved' } })

test('the first preferred text model is asked, else any that can be; without a key, none that needs one', () => {
  const preferred = [null, 'openai:gpt-image-2', 'openai:gpt-6.1-sol', 'openai:gpt-6.1-terra'] as const
  expect(findQuickModel(preferred, withKey, NOW)?.id).toBe('openai:gpt-6.1-sol')
  expect(findQuickModel([], withKey, NOW)?.kind).toBe('text')
  expect(findQuickModel(preferred, settingsView({ key: { source: 'none' } }), NOW)?.connection).not.toBe('openai')
})

test('questions that wait are asked in chats of their own, and what was begun for a new chat stays', async () => {
  const { bridge, chat, rest } = openPage()
  await rest()
  chat.getState().saveSettings(null, { instructions: 'Be brief.' })
  composer.write('new', 'half a sentence')
  chat.getState().saveDraft(null, 'half a sentence')
  chat.getState().saveAttached(null, [anInput()])
  const waiting = [
    { text: 'What is a pier?', model: null },
    { text: 'And a quay?', model: 'openai:gpt-6.1-luna' as ModelId },
  ]
  bridge.answer('quickAsk.take', () => waiting.shift() ?? null)
  const view = settingsView({ key: { source: 'saved' } })
  const settings = createStore(() => ({ view }) as SettingsState)
  const stop = watchQuickQuestions(createClient(bridge), chat, settings)
  await rest()
  const asked = bridge.listInputs('runs.start').map(({ request, place }) => [place.chatTitle, request])
  expect(asked).toMatchObject([
    ['What is a pier?', { kind: 'text' }],
    ['And a quay?', { kind: 'text', model: 'openai:gpt-6.1-luna' }],
  ])
  expect(JSON.stringify(asked)).not.toContain('Be brief.')
  expect(new Set(chat.getState().chats.map(({ id }) => id)).size).toBe(2)
  chat.getState().newChat()
  expect(chat.getState()).toMatchObject({
    newChatDraft: 'half a sentence',
    newChatSettings: { instructions: 'Be brief.' },
    attached: { new: [anInput()] },
  })

  waiting.push({ text: 'And a dock?', model: null })
  bridge.emit('question.asked', null)
  await rest()
  expect(bridge.listInputs('runs.start')).toHaveLength(3)
  stop()
})
