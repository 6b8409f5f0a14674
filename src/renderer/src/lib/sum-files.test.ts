import { expect, test } from 'vitest'
import type { ObjectHash } from '@shared/ids'
import { sumFiles } from './sum-files'

test('a file that several images are is counted once', () => {
  const [sea, hill] = ['sea', 'hill'] as unknown as [ObjectHash, ObjectHash]
  expect(
    sumFiles([
      { hash: sea, bytes: 10 },
      { hash: hill, bytes: 5 },
      { hash: sea, bytes: 10 },
    ]),
  ).toBe(15)
  expect(sumFiles([])).toBe(0)
})
