import { expect, test } from 'vitest'
import type { RunId } from '@shared/ids'
import { createClient } from './client'
import { FakeBridge } from '../../../../tests/support/page/fake-bridge'

const FAILURE = { code: 'disk-full', charge: 'none', at: 1, detail: 'No space' } as const

test('a refusal is thrown with everything that main said', async () => {
  const bridge = new FakeBridge()
  bridge.refuse('runs.list', FAILURE)
  await expect(createClient(bridge).request('runs.list')).rejects.toMatchObject({ failure: FAILURE })
})

test('an answer is handed over as it is', async () => {
  const client = createClient(new FakeBridge())
  await expect(client.request('runs.read', 'run' as RunId)).resolves.toBeNull()
})

test('a broken channel is a failure whose bill is in doubt', async () => {
  const bridge = new FakeBridge()
  bridge.answer('runs.list', () => Promise.reject(new Error('closed')))
  const failure = { code: 'internal-error', charge: 'unknown' }
  await expect(createClient(bridge).request('runs.list')).rejects.toMatchObject({ failure })
})

test('a request without its input does not compile', () => {
  const client = createClient(new FakeBridge())
  // @ts-expect-error: runs.read needs an id
  expect(() => client.request('runs.read')).not.toThrow()
})
