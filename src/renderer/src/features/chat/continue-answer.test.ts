import { expect, test } from 'vitest'
import type { AttachmentId } from '@shared/ids'
import { continueAnswer } from './continue-answer'
import type { DoneAnswer } from './model'
import { openChat, visibleMessages } from './selectors'
import { anInput, DEFAULT_SEND, doneText, openPage, TEXT_MODEL } from '../../../../../tests/support/page/chat-page'

test('Continue asks the same model once, and leaves what was typed and attached in the message box', async () => {
  const { bridge, chat, rest, schedule } = openPage()
  chat.getState().send({ ...DEFAULT_SEND, model: TEXT_MODEL })
  await rest()
  const draft = bridge.listInputs('runs.start')[0]!
  bridge.emit('run.changed', { ...draft, revision: 9, createdAt: 1, state: doneText('Half a') })
  await rest()
  const id = chat.getState().openChatId!
  const attached = [anInput({ attachmentId: 'file:0' as AttachmentId })]
  chat.getState().saveDraft(id, 'And then?')
  schedule.elapse()
  chat.getState().saveAttached(id, attached)

  const answer = visibleMessages(chat.getState()).at(-1) as DoneAnswer
  continueAnswer(chat, answer, 'Go on.')
  continueAnswer(chat, answer, 'Go on.')
  await rest()
  schedule.elapse()
  expect(bridge.listInputs('runs.start').slice(1)).toMatchObject([
    { place: { question: { text: 'Go on.' } }, request: { kind: 'text', model: TEXT_MODEL } },
  ])
  expect(openChat(chat.getState())?.draft).toBe('And then?')
  expect(chat.getState().attached[id]).toEqual(attached)
})
