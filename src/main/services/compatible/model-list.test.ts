import { expect, test } from 'vitest'
import { createModelFinder } from '@shared/catalogue/find-listed'
import type { ModelListing } from '@shared/services/service'
import '@shared/services/list'
import { modelList } from './model-list'

/** Lines as sent by these servers, as of November 2026. */
const LINES: readonly (readonly [string, object, number | undefined])[] = [
  ['vLLM', { max_model_len: 32_768, root: 'x', permission: [] }, 32_768],
  ['llama.cpp', { meta: { vocab_type: 2, n_ctx_train: 131_072, n_params: 7_000 } }, 131_072],
  ['llama.cpp that tells what is loaded', { meta: { n_ctx: 8192, n_ctx_train: 131_072 } }, 8192],
  ['LM Studio', { max_context_length: 131_072, loaded_context_length: 4096, state: 'loaded' }, 4096],
  ['LM Studio, not loaded', { max_context_length: 131_072, state: 'not-loaded' }, 131_072],
  ['OpenRouter', { context_length: 200_000 }, 200_000],
  ['Groq', { context_window: 131_072 }, 131_072],
  ['TabbyAPI', { parameters: { max_seq_len: 16_384 } }, 16_384],
  ['Ollama', { owned_by: 'library', created: 1 }, undefined],
  ['nonsense', { max_model_len: -1, context_length: '4096', context_window: 1e12, meta: [] }, undefined],
]

test.each(LINES)('the window is read from the line of %s', async (name, line, tokens) => {
  const response = Response.json({ object: 'list', data: [{ id: name, ...line }] })
  const calls = { fetch, account: { baseUrl: '' }, signal: new AbortController().signal }
  const models = await modelList.read(response, calls)
  expect(models).toEqual([{ name, ...(tokens && { facts: { contextTokens: tokens } }) }])
})

test('what the user states wins over the list, and holds without one', () => {
  const id = 'compatible-1a2b:text/llama3:8b'
  const listing: ModelListing = {
    server: 'http://localhost/v1',
    readAt: 1,
    models: [{ name: 'llama3:8b', facts: { contextTokens: 131_072 } }],
  }
  expect(createModelFinder(() => listing)(id)).toMatchObject({ contextTokens: 131_072, connection: 'compatible-1a2b' })
  expect(createModelFinder(() => undefined)(id)).not.toHaveProperty('contextTokens')
  const windows = { 'llama3:8b': 8192 }
  for (const listed of [listing, undefined]) {
    const find = createModelFinder(
      () => listed,
      () => windows,
    )
    expect(find(id)).toMatchObject({ contextTokens: 8192 })
    expect(find('compatible-1a2b:text/toString')).not.toHaveProperty('contextTokens')
  }
})
