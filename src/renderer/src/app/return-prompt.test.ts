import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import type { ChatState } from '@/features/chat/model'
import { aHash, anInput } from '../../../../tests/support/page/chat-page'
import { composer } from '@/features/composer/store'
import { returnPrompt } from './return-prompt'

const from = 'from' as ChatId

/** Returns which draft was saved, and where. */
function returning(to: ChatId | null): readonly unknown[] {
  const saved: unknown[] = []
  const state = {
    attached: {},
    saveDraft: (id: ChatId | null, text: string) => saved.push([id, text]),
  } as unknown as ChatState
  returnPrompt({ getState: () => state }, { text: 'A harbor', images: [] }, to, from)
  return saved
}

test('a prompt that was not sent is back in the box it was typed in, and a draft again', () => {
  composer.write(from, '')
  expect(returning(from)).toEqual([[from, 'A harbor']])
  expect(composer.holding(from).text).toBe('A harbor')
})

test('what was typed since stays, behind it, also where the new chat is none anymore', () => {
  composer.write(from, 'At night')
  composer.write('new', '')
  expect(returning(null)).toEqual([[null, 'A harbor\n\nAt night']])
  expect(composer.holding('new').text).toBe('A harbor\n\nAt night')
})

test('images that were not sent are attached again, before those that were attached since', () => {
  const sent = anInput({ hash: aHash('b') })
  const since = anInput({ hash: aHash('c') })
  const saved: unknown[] = []
  const state = {
    attached: { [from]: [since] },
    saveDraft: () => undefined,
    saveAttached: (id: ChatId | null, images: readonly InputImage[]) => saved.push([id, images]),
  } as unknown as ChatState
  returnPrompt({ getState: () => state }, { text: 'A harbor', images: [sent] }, null, from)
  expect(saved).toEqual([
    [from, []],
    [null, [sent, since]],
  ])
})
