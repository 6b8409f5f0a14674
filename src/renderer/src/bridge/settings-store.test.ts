import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '@shared/settings'
import { settingsView } from '../../../../tests/support/settings-view'
import { createClient } from '@/bridge/client'
import { FakeBridge } from '../../../../tests/support/page/fake-bridge'
import { createSettingsStore } from './settings-store'

const view = settingsView()

test('a change shows what main made of it', async () => {
  const bridge = new FakeBridge()
  const dark = { ...view, settings: { ...DEFAULT_SETTINGS, theme: 'dark' } } as const
  bridge.answer('settings.change', () => dark)
  const store = createSettingsStore(createClient(bridge))
  store.receive(view)
  await store.getState().change({ settings: { theme: 'dark' } })
  expect(store.getState().view).toEqual(dark)
})

test('a refused change leaves the settings as they were', async () => {
  const bridge = new FakeBridge()
  bridge.refuse('settings.change', { code: 'disk-full', charge: 'none', at: 1 })
  const store = createSettingsStore(createClient(bridge))
  store.receive(view)
  await expect(store.getState().change({})).rejects.toMatchObject({ failure: { code: 'disk-full' } })
  expect(store.getState().view).toBe(view)
})

test('a change made elsewhere arrives until the store stops listening', () => {
  const bridge = new FakeBridge()
  const store = createSettingsStore(createClient(bridge))
  const stop = store.start()
  bridge.emit('settings.changed', view)
  expect(store.getState().view).toEqual(view)
  stop()
  bridge.emit('settings.changed', { ...view, keyStore: 'weak' })
  expect(store.getState().view).toEqual(view)
})
