import { expect, test } from 'vitest'
import { listOffers } from '@shared/catalogue/offers'
import { DEFAULT_SETTINGS } from '@shared/settings'
import { settingsView } from '../../../../../tests/support/settings-view'
import { arrangeModels } from './arrange-models'
import { findNextRow, findRowByStart } from './model-list-keys'
import { FAVORITES, pickDrawn, placeModels, ROW_HEIGHT, UNAVAILABLE } from './place-models'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const recommended = DEFAULT_SETTINGS.recommendedModel
const [openai, ...others] = settingsView({ key: { source: 'saved' } }).connections

function place(extra: number, isUnfolded = false) {
  const router = {
    ...openai!,
    id: 'compatible-1a2b',
    service: 'compatible',
    name: 'Router',
    listing: {
      server: 'http://localhost/v1',
      readAt: NOW,
      models: Array.from({ length: extra }, (_, index) => ({ name: `${index % 5 === 0 ? 'sdxl' : 'chat'}-${index}` })),
    },
  }
  const connections = [openai!, router, ...others]
  const favoriteModels = ['openai:gpt-image-2'] as const
  const offers = listOffers({ connections, recommended })
  return placeModels(arrangeModels(offers, { now: NOW, connections, favoriteModels }), isUnfolded)
}

test('each row is below the one before it, and found by its key, also a favorite that is there twice', () => {
  const { rows, find, height, groups } = place(5_000)
  expect(groups[0]?.id).toBe(FAVORITES)
  expect(rows.filter(({ offer }) => offer.model.id === 'openai:gpt-image-2')).toHaveLength(2)
  for (const [index, { key }] of rows.entries()) expect(find(key)).toBe(index)
  for (const [index, { top }] of rows.slice(1).entries())
    expect(top).toBeGreaterThanOrEqual(rows[index]!.top + ROW_HEIGHT)
  expect(height).toBe(rows.at(-1)!.top + ROW_HEIGHT)
  expect(find('openai/nothing')).toBe(-1)
})

test('what cannot be chosen is behind everything that can, once it is unfolded', () => {
  const folded = place(20)
  const unfolded = place(20, true)
  expect(folded.rows).toHaveLength(folded.choosable)
  expect(unfolded.choosable).toBe(folded.choosable)
  expect(unfolded.rows.length).toBeGreaterThan(unfolded.choosable)
  expect(unfolded.groups.at(-1)?.id).toBe(UNAVAILABLE)
})

test('wherever a long list is scrolled to, all rows in sight are drawn, and few others', () => {
  const places = place(5_000)
  const height = 800
  for (let top = 0; top < places.height; top += 371) {
    const drawn = new Set(
      places.groups.flatMap(({ parts }) =>
        parts.flatMap((part) => {
          const [start, end] = pickDrawn(places, part, { top, height, around: 6 })
          return Array.from({ length: end - start }, (_, row) => part.first + start + row)
        }),
      ),
    )
    const inSight = [...places.rows.keys()].filter((index) => {
      const row = places.rows[index]!
      return row.top + ROW_HEIGHT > top && row.top < top + height
    })
    expect(inSight.filter((index) => !drawn.has(index))).toEqual([])
    expect(drawn.size).toBeLessThan(60)
  }
})

test('a list of the usual length is drawn whole', () => {
  const places = place(20)
  const counts = places.groups.flatMap(({ parts }) =>
    parts.map((part) => {
      const [start, end] = pickDrawn(places, part, { top: 0, height: 100, around: 6 })
      return [end - start, part.count]
    }),
  )
  for (const [drawn, count] of counts) expect(drawn).toBe(count)
})

test('arrows, pages, Home and End stay in the list; in a search Home and End move the cursor', () => {
  const at = (active: number, hasText = false) => ({ active, count: 30, hasText })
  expect(findNextRow('ArrowDown', at(29))).toBe(29)
  expect(findNextRow('ArrowUp', at(0))).toBe(0)
  expect(findNextRow('PageDown', at(25))).toBe(29)
  expect(findNextRow('PageUp', at(12))).toBe(4)
  expect([findNextRow('Home', at(9)), findNextRow('End', at(9))]).toEqual([0, 29])
  expect([findNextRow('Home', at(9, true)), findNextRow('End', at(9, true))]).toEqual([undefined, undefined])
  expect(findNextRow('ArrowDown', { active: -1, count: 0, hasText: true })).toBeUndefined()
  expect(findNextRow('a', at(3))).toBeUndefined()
})

test('a letter leads to the next name that begins with it, and around; more letters may mean the same one', () => {
  const { rows } = place(5)
  const nameAt = (index: number | undefined) => (index === undefined ? undefined : rows[index]?.offer.model.name)
  const first = findRowByStart(rows, 'chat-', 0)
  expect(nameAt(first)).toBe('chat-1')
  expect(nameAt(findRowByStart(rows, 'c', first!))).toBe('chat-2')
  expect(findRowByStart(rows, 'chat-1', first!)).toBe(first)
  const last = findRowByStart(rows, 'demo t', 0)!
  expect(nameAt(findRowByStart(rows, 's', last))).toBe('sdxl-0')
  expect(findRowByStart(rows, 'zz', 0)).toBeUndefined()
})
