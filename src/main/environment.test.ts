import { expect, test } from 'vitest'
import { SERVICES } from '@shared/services/list'
import { takeEnvironment } from './environment'

test('no key of any service stays where child processes would inherit it', () => {
  const names = [...SERVICES.flatMap(({ variables }) => variables.key), 'BLOB_READ_WRITE_TOKEN']
  expect(names).toContain('GEMINI_API_KEY')
  const live: NodeJS.ProcessEnv = { HOME: '/home/me', ...Object.fromEntries(names.map((name) => [name, 'secret'])) }
  const taken = takeEnvironment(live)
  expect(live).toEqual({ HOME: '/home/me' })
  expect(names.map((name) => taken[name])).toEqual(names.map(() => 'secret'))
})

test('on Windows an address counts in small letters too, so that its key goes to no other', () => {
  const live = { Openai_Base_Url: 'http://gpu:8080/v1', openai_api_key: 'sk-1' }
  expect(takeEnvironment(live, 'win32')).toMatchObject({
    OPENAI_BASE_URL: 'http://gpu:8080/v1',
    OPENAI_API_KEY: 'sk-1',
  })
  expect(live).toEqual({ Openai_Base_Url: 'http://gpu:8080/v1' })
})
