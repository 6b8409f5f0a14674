import { expect, test } from 'vitest'

import { withoutAccounts } from './environment.mjs'

test('no key, token or provider address gets through to what must not cost anything', () => {
  const env = {
    PATH: '/bin',
    OPENAI_API_KEY: 'a',
    OPENAI_BASE_URL: 'b',
    FAL_KEY: 'c',
    GEMINI_API_KEY: 'd',
    BLOB_READ_WRITE_TOKEN: 'e',
    VERCEL_BLOB_API_URL: 'f',
    ELECTRON_RUN_AS_NODE: '1',
  }
  expect(withoutAccounts(env)).toEqual({ PATH: '/bin' })
})
