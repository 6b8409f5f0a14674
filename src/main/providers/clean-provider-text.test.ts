import { expect, test } from 'vitest'
import { cleanProviderText } from './clean-provider-text'

test.each([
  ['plain words stay', 'The size is not supported.', 'The size is not supported.'],
  ['OpenAI’s error body', '{"error":{"message":"Bad size","code":"x"}}', 'Bad size'],
  ['a status before the body', '400 "Only square images"', 'Only square images'],
  ['a local server’s string', '{"error":"model not loaded"}', 'model not loaded'],
  ['a validation report', '{"detail":[{"loc":["body"],"msg":"field required"}]}', 'field required'],
  [
    'a web page is its title',
    '<html><head><title>502 Bad Gateway</title></head><body>x</body></html>',
    '502 Bad Gateway',
  ],
  ['a page without a title is its text', '<div>Gateway <b>busy</b></div><script>alert(1)</script>', 'Gateway busy'],
  ['JSON without a sentence says nothing', '{"a":1}', ''],
  ['broken JSON says nothing', '{"error":{"mess', ''],
  ['an object printed by mistake says nothing', '[object Object]', ''],
  ['keys are taken out', 'Incorrect API key: sk-abcdefgh12345', 'Incorrect API key: [key]'],
])('%s', (_name, text, clean) => {
  expect(cleanProviderText(text)).toBe(clean)
})

test('a long text is cut', () => {
  expect(cleanProviderText('word '.repeat(200))).toHaveLength(300)
})
