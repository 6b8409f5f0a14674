import { expect, test } from 'vitest'
import { estimateTokens } from './estimate-tokens'

// Counted with OpenAI's o200k.
test.each([
  ['English', 'The lighthouse stands on a basalt cliff, and its light reaches twenty miles out to sea at night.', 20],
  ['German', 'Die Donaudampfschifffahrtsgesellschaft wurde im neunzehnten Jahrhundert gegründet.', 18],
  [
    'Russian',
    'Москва является столицей Российской Федерации и крупнейшим по численности населения городом страны.',
    20,
  ],
  ['Chinese', '北京是中华人民共和国的首都,是全国的政治中心、文化中心,也是国际交往中心和科技创新中心。', 26],
  [
    'Japanese',
    '東京は日本の首都であり、世界最大級の都市圏を形成している。多くの人々がここで働き、暮らしています。',
    36,
  ],
  ['Korean', '서울은 대한민국의 수도이자 최대 도시이다. 한강을 끼고 있으며 많은 사람들이 살고 있다.', 24],
])('%s is estimated within a third', (_language, text, tokens) => {
  expect(estimateTokens(text)).toBeGreaterThan(tokens * 0.67)
  expect(estimateTokens(text)).toBeLessThan(tokens * 1.33)
})

test('half of an emoji, control characters and nothing at all are counted without harm', () => {
  expect(estimateTokens('')).toBe(0)
  expect(estimateTokens('\ud83d')).toBe(1)
  expect(estimateTokens('\u0000\u001b')).toBeGreaterThan(0)
})

test('text that is twice as long counts twice', () => {
  const once = 'One line of code: const total = sum(1234, 5);\n'
  expect(estimateTokens(once.repeat(200))).toBeCloseTo(estimateTokens(once) * 200)
})
