import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanKey, type KeyProblem, type KeyRemoval } from './clean-key'

const KEY = 'sk-proj-abc_DEF-123456'

test.each<[string, string, readonly KeyRemoval[]]>([
  ['nothing around it', KEY, []],
  ['a zero-width space inside', 'sk-proj-\u200babc_DEF-123456', ['invisible']],
  ['a zero-width joiner and non-joiner', `sk-\u200d\u200cproj-abc_DEF-123456`, ['invisible']],
  ['corner brackets around it', `「${KEY}」`, ['quotes']],
  ['a byte order mark in front', `\ufeff${KEY}`, ['invisible']],
  ['a soft hyphen', 'sk-proj-abc\u00ad_DEF-123456', ['invisible']],
  ['direction marks around it', `\u200e\u202a${KEY}\u202c\u200f`, ['invisible']],
  ['direction isolates', `\u2066${KEY}\u2069`, ['invisible']],
  ['a word joiner', 'sk-proj-abc_DEF\u2060-123456', ['invisible']],
  ['a variation selector', `${KEY}\ufe0f`, ['invisible']],
  ['a Hangul filler', `\u3164${KEY}`, ['invisible']],
  ['a tag character', `${KEY}\u{e0041}`, ['invisible']],
  ['a NUL', `${KEY}\u0000`, ['invisible']],
  ['an escape', `\u001b${KEY}`, ['invisible']],
  ['spaces around it', `  ${KEY}\t`, ['spaces']],
  ['a non-breaking and an ideographic space around it', `\u00a0${KEY}\u3000`, ['spaces']],
  ['a line break behind it', `${KEY}\r\n`, ['spaces']],
  ['a line break inside', 'sk-proj-\n   abc_DEF-123456', ['spaces']],
  ['a line separator inside', 'sk-proj-\u2028abc_DEF-123456', ['spaces']],
  ['quotes', `"${KEY}"`, ['quotes']],
  ['single quotes', `'${KEY}'`, ['quotes']],
  ['typographic quotes', `“${KEY}”`, ['quotes']],
  ['German quotes', `„${KEY}“`, ['quotes']],
  ['guillemets', `«${KEY}»`, ['quotes']],
  ['backticks', `\`${KEY}\``, ['quotes']],
  ['a code fence', `\`\`\`\n${KEY}\n\`\`\``, ['spaces', 'quotes']],
  ['one quote only', `${KEY}"`, ['quotes']],
  ['angle brackets', `<${KEY}>`, ['quotes']],
  ['Bearer', `Bearer ${KEY}`, ['prefix']],
  ['bearer, small', `bearer   ${KEY}`, ['prefix']],
  ['a whole header', `Authorization: Bearer ${KEY}`, ['prefix']],
  ['a header of another service', `x-api-key: ${KEY}`, ['prefix']],
  ['a line of .env', `OPENAI_API_KEY=${KEY}`, ['prefix']],
  ['a quoted line of .env', `OPENAI_API_KEY="${KEY}"`, ['prefix', 'quotes']],
  ['a shell line', `export OPENAI_API_KEY='${KEY}';`, ['prefix', 'punctuation', 'quotes']],
  ['a line of cmd', `set OPENAI_API_KEY=${KEY}`, ['prefix']],
  ['a line of PowerShell', `$env:OPENAI_API_KEY = "${KEY}"`, ['prefix', 'quotes']],
  ['a line of JSON', `"apiKey": "${KEY}",`, ['prefix', 'punctuation', 'quotes']],
  ['JSON', `{"openai_api_key":"${KEY}"}`, ['quotes', 'prefix']],
  ['a line of YAML', `api_key: ${KEY}`, ['prefix']],
  ['a line of code', `const apiKey = '${KEY}';`, ['prefix', 'punctuation', 'quotes']],
  ['a sentence', `My key is ${KEY}, please`, ['prefix']],
  ['an option of a command', `--api-key=${KEY}`, ['prefix']],
  ['a header of curl', `curl -H 'Authorization: Bearer ${KEY}'`, ['quotes', 'prefix']],
  ['a command behind it', `OPENAI_API_KEY=${KEY} npm start`, ['prefix']],
  ['an escaped line break', `${KEY}\\n`, ['punctuation']],
  ['a backslash', `${KEY}\\`, ['punctuation']],
  ['escaped quotes', `\\"${KEY}\\"`, ['prefix', 'quotes']],
  ['bold type', `**${KEY}**`, ['prefix']],
  ['an address', `https://api.openai.com/?key=${KEY}`, ['prefix']],
  ['a link of Markdown', `[${KEY}](https://example.com)`, ['prefix']],
  ['an encoded line break', `${KEY}%0A`, ['punctuation']],
  ['encoded quotes', `%22${KEY}%22`, ['prefix']],
  ['entities', `&quot;${KEY}&quot;`, ['prefix', 'punctuation', 'quotes']],
  ['a wide colon', `密钥：${KEY}`, ['prefix']],
  ['a wide full stop', `${KEY}。`, ['punctuation']],
  ['an exclamation mark', `${KEY}!`, ['punctuation']],
  ['an accent', `${KEY}\u0301`, ['punctuation']],
  ['a file of settings around it', `# mine\nOPENAI_API_KEY=${KEY}\nOPENAI_ORG=org-1\nDEBUG=1\n`, ['prefix']],
  ['a comment', `${KEY} # mine`, ['prefix']],
  ['a full stop', `${KEY}.`, ['punctuation']],
  ['a comma', `${KEY},`, ['punctuation']],
])('a key with %s is understood, and what was removed is said', (_, text, removed) => {
  const cleaned = cleanKey(text)
  expect(cleaned).toMatchObject({ key: KEY })
  expect('removed' in cleaned && [...cleaned.removed].sort()).toEqual([...removed].sort())
})

test('the token of a Blob store is cleaned in the same way', () => {
  const token = 'vercel_blob_rw_AbCdEf0123456789_s3cr3tS3CR3T'
  expect(cleanKey(`BLOB_READ_WRITE_TOKEN="${token}"\n`)).toMatchObject({ key: token })
})

describe('what belongs to the key stays', () => {
  test.each([
    'c29tZSBiYXNlNjQga2V5==',
    'YWJjZGVma2V5=',
    '8c6f1e0a-1b2c:f00dfeedf00dfeed',
    'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl',
    'local',
    'x',
    'key',
    'bearer',
    'a=b',
    'user:password',
    'sk-abc.def/ghi+jkl=',
    'sk-12345678!secret',
    'my-sk-12345678',
    'p@ss!w#rd$%^&*-_~',
  ])('%s', (key) => {
    expect(cleanKey(key)).toEqual({ key, removed: [] })
  })
})

test.each<[string, string, KeyProblem]>([
  ['nothing', '', 'empty'],
  ['spaces alone', ' \n ', 'empty'],
  ['a name with nothing behind it', 'OPENAI_API_KEY=', 'empty'],
  ['invisible characters alone', '\u200b\ufeff', 'empty'],
  ['quotes alone', '""', 'empty'],
  ['a masked key', 'sk-proj-…abcd', 'masked'],
  ['a masked key with dots', 'sk-proj-...abcd', 'masked'],
  ['a cut key', 'sk-proj-abc...', 'masked'],
  ['a masked key with stars', 'sk-proj-****abcd', 'masked'],
  ['a masked key with bullets', 'sk-••••••••', 'masked'],
  ['a sentence without a key', 'ask Jane for it', 'spaces'],
  ['two keys', `${KEY} sk-other-abcdefgh`, 'spaces'],
  ['a key whose line break became spaces', 'sk-proj-abc_DEF12  3456abcdef', 'spaces'],
  ['the same behind the name of a variable', 'OPENAI_API_KEY="sk-proj-abc_DEF12 3456abcdef"', 'spaces'],
  ['a key with a space inside', 'sk-proj-abc_DEF -123456', 'spaces'],
  ['a key with a space before its digits', 'sk-proj-abc_DEF 123456abc', 'spaces'],
  [
    'a file with the keys of two services',
    `OPENAI_API_KEY=${KEY}\nGEMINI_API_KEY=AIzaSyA-aaaaaaaaaaaaaaaaaaaaaaaaaa`,
    'spaces',
  ],
  ['a letter of another script', 'sk-proj-аbc', 'character'],
  ['a typographic dash', 'sk–proj–abc', 'character'],
  ['a full-width letter', 'ｓk-proj-abc', 'character'],
  ['an emoji', 'sk-proj-🔑', 'character'],
  ['a whole file', 'a'.repeat(5000), 'too-long'],
])('%s is refused', (_, text, problem) => {
  expect(cleanKey(text)).toMatchObject({ problem })
})

test('whatever is typed, a key that comes out can be a header, and is left alone the next time', () => {
  const parts = fc.constantFrom(
    KEY,
    ' ',
    '\u200b',
    '"',
    'Bearer ',
    'KEY=',
    '\n',
    '…',
    'ä',
    ';',
    '{',
    '}',
    'x',
    '.',
    '=',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(parts).map((some) => some.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const cleaned = cleanKey(text)
      if (!('key' in cleaned)) return
      expect(cleaned.key).toMatch(/^[\x21-\x7e]{1,4096}$/)
      expect(new Headers({ authorization: `Bearer ${cleaned.key}` }).get('authorization')).toContain(cleaned.key)
      expect(cleanKey(cleaned.key)).toEqual({ key: cleaned.key, removed: [] })
    }),
  )
})
