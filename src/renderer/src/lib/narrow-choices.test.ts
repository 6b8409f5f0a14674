import { expect, test } from 'vitest'
import { narrowChoices } from './narrow-choices'

const LAST = { value: 'last', label: 'Last used model' }
const model = (index: number) => ({ value: `router:${index}`, label: `chat-${index}`, group: 'Router' })
const many = [LAST, ...Array.from({ length: 5_000 }, (_, index) => model(index))]

test('a list of the usual length is offered whole', () => {
  const few = many.slice(0, 50)
  expect(narrowChoices(few, 'chat-7', 'last')).toEqual({ isLong: false, shown: few, more: 0 })
})

test('of thousands a hundred are offered, and how many more there are is told', () => {
  const { isLong, shown, more } = narrowChoices(many, '', 'last')
  expect([isLong, shown.length, more]).toEqual([true, 101, 4_900])
})

test('a search looks in the names of models and connections, and leaves what is chosen', () => {
  expect(narrowChoices(many, 'ROUTER 4321', 'router:17').shown).toEqual([LAST, model(17), model(4321)])
  expect(narrowChoices(many, 'no such', 'router:17')).toMatchObject({ shown: [LAST, model(17)], more: 0 })
})
