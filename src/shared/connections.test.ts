import { expect, test } from 'vitest'
import { changeConnection, pickConnection, type ConnectionView } from './connections'

function view(id: string, more: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id,
    service: id,
    name: id,
    baseUrl: '',
    origin: 'settings',
    key: { source: 'none' },
    address: { value: 'https://api.example', source: 'default' },
    ...more,
  }
}

test('of a connection its own facts are kept, and nothing that is only shown', () => {
  const types = { mystery: 'image' } as const
  expect(pickConnection(view('openai', { isDisabled: true, types }))).toEqual({
    id: 'openai',
    service: 'openai',
    name: 'openai',
    baseUrl: '',
    isDisabled: true,
    types,
  })
})

test('a change of one connection leaves the others and their order', () => {
  const connections = [view('demo'), view('openai'), view('compatible')]
  expect(changeConnection(connections, 'openai', (one) => ({ ...one, baseUrl: 'https://a.example/v1' }))).toEqual([
    pickConnection(view('demo')),
    { ...pickConnection(view('openai')), baseUrl: 'https://a.example/v1' },
    pickConnection(view('compatible')),
  ])
})

test('one that only the environment makes is saved with its change, and no other of the environment', () => {
  const connections = [
    view('demo'),
    view('openai', { origin: 'environment' }),
    view('gemini', { origin: 'environment' }),
  ]
  const changed = changeConnection(connections, 'openai', (one) => ({ ...one, baseUrl: 'https://a.example/v1' }))
  expect(changed.map(({ id, baseUrl }) => [id, baseUrl])).toEqual([
    ['demo', ''],
    ['openai', 'https://a.example/v1'],
  ])
})

test('a connection that is gone changes nothing', () => {
  expect(changeConnection([view('demo')], 'openai', (one) => ({ ...one, name: 'x' }))).toEqual([
    pickConnection(view('demo')),
  ])
})
