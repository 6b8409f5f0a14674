import { expect, test } from 'vitest'
import { listModels } from '@shared/catalogue'
import type { ConnectionView } from '@shared/connections'
import type { OwnPrices } from '@shared/own-prices'
import { DEFAULT_SETTINGS } from '@shared/settings'
import { arePricesSound, changedPrices, getPrice, listPricedModels, writePriceInputs } from './own-prices-form'

const MODEL = 'openai:gpt-6.1-terra'
const typed = (textIn: string, textOut: string) => ({ textIn, textOut })

test('what was saved stands in the boxes, and unchanged changes nothing', () => {
  const saved = { [MODEL]: { textIn: 1.25, textOut: 10 } }
  expect(writePriceInputs(saved)).toEqual({ [MODEL]: typed('1.25', '10') })
  expect(changedPrices(writePriceInputs(saved), saved)).toBeUndefined()
})

test('a price is both figures or none; half of one is not kept', () => {
  expect(getPrice(typed('2', '8'))).toEqual({ textIn: 2, textOut: 8 })
  expect(getPrice(typed('', ''))).toBeNull()
  expect(getPrice(typed('2', ''))).toBeUndefined()
  expect(getPrice(typed('-1', '8'))).toBeUndefined()
  expect(arePricesSound({ [MODEL]: typed('2', '') })).toBe(false)
})

test('emptied boxes take a price away', () => {
  expect(changedPrices({ [MODEL]: typed('', '') }, { [MODEL]: { textIn: 1, textOut: 2 } })).toEqual({})
})

test('every text model that a connection lists can be given a price, but for those whose answers report their cost', () => {
  const list = (name: string) => ({
    server: 'https://api.example',
    readAt: 0,
    models: [{ name, facts: { kind: 'text' as const } }],
  })
  const connections = [
    aConnection('openai'),
    { ...aConnection('gemini'), listing: list('gemini-9-pro') },
    { ...aConnection('compatible'), listing: list('llama-9-70b') },
    { ...aConnection('openrouter'), listing: list('meta/llama-9-70b') },
  ]
  const ids = (ownPrices: OwnPrices) =>
    listPricedModels({ connections, settings: { ...DEFAULT_SETTINGS, ownPrices } }).map(({ id }) => id)

  const known = listModels().filter(({ kind, prices }) => kind === 'text' && prices !== 'free')
  expect(ids({})).toEqual([...known.map(({ id }) => id), 'gemini:gemini-9-pro', 'compatible:text/llama-9-70b'])
  // Saved earlier, and can only be removed here.
  expect(ids({ 'openrouter:text/meta/llama-9-70b': { textIn: 1, textOut: 2 } })).toContain(
    'openrouter:text/meta/llama-9-70b',
  )
})

function aConnection(service: string): ConnectionView {
  return {
    id: service as ConnectionView['id'],
    service: service as ConnectionView['service'],
    name: service,
    baseUrl: '',
    origin: 'settings',
    key: { source: 'saved' },
    address: { value: 'https://api.example', source: 'default' },
  }
}
