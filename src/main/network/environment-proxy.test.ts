import { describe, expect, test } from 'vitest'
import { redact } from '../log/redact'
import { readEnvironmentProxy } from './environment-proxy'

function route(environment: Record<string, string>, url = 'https://api.example/v1') {
  return readEnvironmentProxy(environment).findRoute(new URL(url))
}

describe('the variables', () => {
  test.for([
    ['HTTPS_PROXY', 'http://proxy.corp:3128', 'http://proxy.corp:3128'],
    ['https_proxy', 'proxy.corp:3128', 'http://proxy.corp:3128'],
    ['ALL_PROXY', 'https://proxy.corp', 'https://proxy.corp'],
    ['all_proxy', ' "http://10.0.0.1:8080/" ', 'http://10.0.0.1:8080'],
    ['HTTPS_PROXY', 'http://[fd00::1]:3128', 'http://[fd00::1]:3128'],
  ] as const)('%s=%s', ([name, value, uri]) => {
    expect(route({ [name]: value })).toEqual({ by: 'proxy', uri })
  })

  test('each scheme has its own, and an empty one counts as none', () => {
    expect(route({ HTTP_PROXY: 'http://p:1' })).toBeUndefined()
    expect(route({ HTTPS_PROXY: 'http://p:1' }, 'http://api.example')).toBeUndefined()
    expect(route({ HTTP_PROXY: 'http://p:1' }, 'http://api.example')).toMatchObject({ uri: 'http://p:1' })
    expect(route({ https_proxy: ' ', ALL_PROXY: 'http://p:2' })).toMatchObject({ uri: 'http://p:2' })
    expect(route({ NO_PROXY: '*' })).toBeUndefined()
  })

  test('a name and password are sent, however they are written, and stay out of the log', () => {
    const secret = 'pass word%ü'
    for (const written of [encodeURIComponent(secret), 'pass%20word%25%C3%BC']) {
      const authorization = `Basic ${Buffer.from(`ann:${secret}`).toString('base64')}`
      expect(route({ HTTPS_PROXY: `http://ann:${written}@p:1` })).toEqual({
        by: 'proxy',
        uri: 'http://p:1',
        authorization,
      })
      expect(redact(`was ${authorization} (${secret})`)).not.toMatch(/pass|YW5u/)
    }
    expect(route({ HTTPS_PROXY: 'http://ann@p:1' })).toMatchObject({ authorization: 'Basic YW5uOg==' })
    // Not an escape sequence, so taken literally.
    const plain = Buffer.from('ann:100%').toString('base64')
    expect(route({ HTTPS_PROXY: 'http://ann:100%@p:1' })).toMatchObject({ authorization: `Basic ${plain}` })
  })

  test.for([
    ['socks5://p:1080', 'p:1080'],
    ['socks5h://ann:secret@p:1080', 'p:1080'],
    ['http://', 'http://'],
    ['http://ann:secret@', ''],
    ['http://p:99999', 'http://p:99999'],
  ] as const)('%s, which Easel cannot use, is not bypassed, and its password not shown', ([value, proxy]) => {
    expect(route({ HTTPS_PROXY: value })).toEqual({ by: 'unsupported', proxy })
  })
})

describe('NO_PROXY', () => {
  test.for([
    ['api.example', 'https://api.example', true],
    ['example', 'https://api.example', true],
    ['.example', 'https://api.example', true],
    ['*.example', 'https://api.example', true],
    ['EXAMPLE', 'https://API.example.', true],
    ['ample', 'https://api.example', false],
    ['other.org, api.example', 'https://api.example', true],
    ['other.org api.example', 'https://api.example', true],
    ['api.example:443', 'https://api.example', true],
    ['api.example:8443', 'https://api.example', false],
    ['*', 'https://api.example', true],
    ['10.0.0.0/8', 'https://10.9.8.7:8000', true],
    ['10.0.0.0/8', 'https://11.9.8.7', false],
    ['10.0.0.7', 'https://10.0.0.7', true],
    ['fd00::/8', 'https://[fd00::7]', true],
    ['fd00::7', 'https://[fd00::7]:8443', true],
    ['[fd00::7]:443', 'https://[fd00::7]:8443', false],
    ['10.0.0.0/99, /, :, .', 'https://api.example', false],
    ['', 'https://api.example', false],
  ] as const)('%s, asked for %s: %s', ([exceptions, url, isDirect]) => {
    const { by } = route({ HTTPS_PROXY: 'http://p:1', NO_PROXY: exceptions }, url) ?? {}
    expect(by).toBe(isDirect ? 'direct' : 'proxy')
  })

  test.for(['https://localhost:8080', 'https://my.localhost', 'https://127.0.0.9', 'https://[::1]'])(
    '%s is this computer, which no proxy can reach',
    (url) => {
      expect(route({ HTTPS_PROXY: 'http://p:1' }, url)).toEqual({ by: 'direct' })
    },
  )
})
