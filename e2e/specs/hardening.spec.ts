import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { readRows } from '../database'
import { PROJECT, cleanEnvironment, electronPath, isRoot } from '../electron'
import { expect, test } from '../fixtures'

test('the page is ours alone: its own origin, no Node, a strict policy', { tag: '@core' }, async ({ app }) => {
  const page = await app.window.evaluate(async () => ({
    origin: location.origin,
    href: location.href,
    node: ['require', 'process', 'module', 'Buffer', 'electron', '__dirname'].filter((name) => name in globalThis),
    policy: (await fetch('easel://app/')).headers.get('content-security-policy'),
    bridge: Object.keys(Reflect.get(globalThis, 'easel') as object).toSorted(),
    bridgeInFrame: (() => {
      const frame = document.body.appendChild(document.createElement('iframe'))
      const has = 'easel' in frame.contentWindow!
      frame.remove()
      return has
    })(),
  }))

  expect(page).toMatchObject({
    origin: 'easel://app',
    href: 'easel://app/',
    node: [],
    bridge: ['on', 'openLibrary', 'request'],
    bridgeInFrame: false,
  })
  expect(page.policy).toContain("default-src 'none'")
  expect(page.policy).not.toContain('unsafe-eval')
  expect(/script-src ([^;]*)/.exec(page.policy!)?.[1]).toBe("'self'")
})

test(
  'the policy holds: no evaluated text, no inline script, no foreign image or connection',
  { tag: '@core' },
  async ({ app }) => {
    const server = createServer((_request, response) => response.end('x'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    let contacted = false
    server.on('request', () => (contacted = true))
    app.problems.expect(/Content Security Policy|Failed to load|violates/i)

    const outcome = await app.window.evaluate(
      async (foreign) => {
        const attempt = async (work: () => unknown) => {
          try {
            await work()
            return 'worked'
          } catch {
            return 'refused'
          }
        }
        const inline = document.createElement('script')
        inline.textContent = 'globalThis.pwned = true'
        document.head.append(inline)
        const foreignImage = new Image()
        const loading = new Promise((resolve, reject) => {
          foreignImage.addEventListener('load', resolve)
          foreignImage.addEventListener('error', reject)
        })
        foreignImage.src = `${foreign}/pixel.png`
        const image = await attempt(() => loading)
        const fetched = await attempt(() => fetch(foreign))
        // Last and in a separate task: the inspector itself may evaluate text.
        const evaluated = await new Promise((resolve) => {
          setTimeout(() => {
            // oxlint-disable-next-line no-new-func -- that it is refused is what is tested
            void attempt(() => new Function('return 1')()).then(resolve)
          })
        })
        return { evaluated, fetched, image, inline: 'pwned' in globalThis }
      },
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    )

    expect(outcome).toEqual({ evaluated: 'refused', fetched: 'refused', image: 'refused', inline: false })
    expect(contacted).toBe(false)
    server.close()
  },
)

test(
  'nothing leads away from the page: no window, no navigation, no download of another',
  { tag: '@core' },
  async ({ app }) => {
    await app.electron.evaluate(({ shell }) => {
      Reflect.set(globalThis, 'opened', [])
      shell.openExternal = (url) => {
        ;(Reflect.get(globalThis, 'opened') as string[]).push(url)
        return Promise.resolve()
      }
    })
    app.problems.expect(/Not allowed to load local resource|frame|Content Security Policy/i)

    const windows = await app.window.evaluate(() => [
      window.open('https://example.com/'),
      window.open('javascript:alert(1)'),
      window.open('file:///etc/passwd'),
      window.open('about:blank'),
      window.open('easel://app/'),
    ])
    expect(windows).toEqual([null, null, null, null, null])
    for (const target of ['https://example.com/', 'file:///etc/passwd', 'data:text/html,hello', 'easel://other/']) {
      await app.window.evaluate((href) => {
        const link = document.createElement('a')
        link.href = href
        document.body.append(link)
        link.click()
        link.remove()
        location.href = href
      }, target)
    }

    // Playwright waits for a navigation that was started, even if it was refused, so the page is queried through main.
    const page = await app.electron.evaluate(async ({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      const box = `document.querySelector('[aria-label="Message"]') instanceof HTMLTextAreaElement`
      return { url: webContents.getURL(), hasMessageBox: (await webContents.executeJavaScript(box)) as boolean }
    })
    expect(page).toEqual({ url: 'easel://app/', hasMessageBox: true })
    expect(app.electron.windows()).toHaveLength(1)
    const opened = await app.electron.evaluate(() => Reflect.get(globalThis, 'opened') as string[])
    expect(opened.filter((url) => !url.startsWith('https:') && !url.startsWith('mailto:'))).toEqual([])
  },
)

test('links.open hands only https and mailto to the system', { tag: '@core' }, async ({ app }) => {
  await app.electron.evaluate(({ shell }) => {
    Reflect.set(globalThis, 'opened', [])
    shell.openExternal = (url) => {
      ;(Reflect.get(globalThis, 'opened') as string[]).push(url)
      return Promise.resolve()
    }
  })
  const links = [
    'https://example.com/',
    'mailto:someone@example.com',
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,hello',
    'smb://host/share',
    'ms-msdt:/id',
    'easel://app/',
    'https://user:password@example.com/',
    ' https://example.com',
    '',
  ]

  await app.window.evaluate(async (urls) => {
    const { request } = Reflect.get(globalThis, 'easel') as {
      request: (name: string, input: unknown) => Promise<unknown>
    }
    for (const url of urls) await request('links.open', url)
  }, links)

  const opened = await app.electron.evaluate(() => Reflect.get(globalThis, 'opened') as string[])
  expect(opened.map((url) => url.trim().replace(/\/$/, ''))).toEqual(
    expect.arrayContaining(['https://example.com', 'mailto:someone@example.com']),
  )
  expect(opened.filter((url) => !/^\s*(https:\/\/example\.com|mailto:someone@example\.com)/.test(url))).toEqual([])
})

test('permissions are refused', { tag: '@core' }, async ({ app }) => {
  const answers = await app.window.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    camera: await navigator.mediaDevices?.getUserMedia({ video: true }).then(
      () => 'granted',
      () => 'denied',
    ),
    location: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        () => resolve('denied'),
      ),
    ),
    clipboard: await navigator.clipboard.readText().then(
      () => 'granted',
      () => 'denied',
    ),
  }))

  expect(answers).toEqual({ notifications: 'denied', camera: 'denied', location: 'denied', clipboard: 'denied' })
})

test('requests from any frame but our own page are refused', { tag: '@core' }, async ({ app, openai }) => {
  // Another page with the same preload script, as after a hole in the navigation guard: it has the bridge, but every
  // request is refused.
  const reply = await app.electron.evaluate(async ({ BrowserWindow }, appFolder) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload: `${appFolder}/out/preload/index.js`, sandbox: true, contextIsolation: true },
    })
    await stranger.loadURL('data:text/html,<p>a stranger</p>')
    const answer = (await stranger.webContents.executeJavaScript(
      `'easel' in globalThis ? easel.request('settings.read').catch((error) => ({ ok: false, thrown: String(error) })) : { ok: false }`,
    )) as { ok: boolean }
    stranger.destroy()
    return answer
  }, PROJECT)

  expect(reply.ok).toBe(false)
  expect(reply).not.toHaveProperty('value')
  expect(openai.paidRequests).toEqual([])
})

test('unknown, malformed and hostile requests do nothing', { tag: '@core' }, async ({ app, openai }) => {
  const id = '0b7c8a1e-6d0b-4a5f-9d57-0d3c5c0e1f2a'
  const replies = await app.window.evaluate(async (runId) => {
    const { request } = Reflect.get(globalThis, 'easel') as {
      request: (name: unknown, input?: unknown) => Promise<{ ok: boolean }>
    }
    const attempts: [unknown, unknown?][] = [
      ['runs.startEverything', {}],
      ['constructor', {}],
      ['__proto__', {}],
      [{ toString: 'runs.start' }, {}],
      ['runs.start'],
      ['runs.start', { id: runId }],
      ['runs.start', { id: '../../etc/passwd', place: {}, request: {} }],
      ['runs.start', { __proto__: { id: runId } }],
      ['images.reveal', '../../../../etc/passwd'],
      ['images.copy', { hash: 'a'.repeat(64) }],
      ['images.copy', { hash: '../x', at: { x: 1, y: 1 } }],
      ['settings.change', { settings: { theme: 'hacked' } }],
      ['settings.change', { settings: { openaiBaseUrl: 'javascript:alert(1)' } }],
      ['settings.change', { secrets: { openaiKey: { $gt: '' } } }],
      ['uploads.retry', { toString: null }],
      ['runs.acknowledge', { id: runId, revision: Number.NaN }],
    ]
    return Promise.all(
      attempts.map(async ([name, input]) => {
        try {
          return [JSON.stringify(name), (await request(name, input)).ok]
        } catch {
          return [JSON.stringify(name), false]
        }
      }),
    )
  }, id)

  expect(replies.filter(([, ok]) => ok)).toEqual([])
  expect(openai.paidRequests).toEqual([])
  await app.chat.generate('still alive')
})

test('an image is found by its hash and nothing else', { tag: '@core' }, async ({ app, profile }) => {
  await app.chat.generate('a lighthouse at dusk')
  const [object] = await profile.objects()
  app.problems.expect(/Failed to load resource/)

  const statuses = await app.window.evaluate(async (hash) => {
    const status = (url: string) =>
      new Promise<string>((resolve) => {
        const image = new Image()
        image.onload = () => resolve('shown')
        image.onerror = () => resolve('refused')
        image.src = url
      })
    const spellings = {
      sound: `easel-image://${hash}`,
      unknown: `easel-image://${'0'.repeat(64)}`,
      short: `easel-image://${hash.slice(1)}`,
      traversal: `easel-image://${hash}/../../../settings.json`,
      encoded: `easel-image://${hash}%2f..%2f..%2fsettings.json`,
      nul: `easel-image://${hash}%00.png`,
      parent: 'easel-image://..%2f..%2fetc%2fpasswd',
      file: 'easel-image:///etc/passwd',
      page: 'easel://app/../../package.json',
      pageEncoded: 'easel://app/%2e%2e%2f%2e%2e%2fpackage.json',
    }
    return Object.fromEntries(
      await Promise.all(Object.entries(spellings).map(async ([name, url]) => [name, await status(url)] as const)),
    ) as Record<string, string>
  }, object!.hash)

  const { sound, traversal: _mayBeIgnored, ...others } = statuses
  expect(sound).toBe('shown')
  expect([...new Set(Object.values(others))]).toEqual(['refused'])
})

test('a second instance is refused, and the first comes to the front', { tag: '@core' }, async ({ app, profile }) => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const second = spawn(
    electronPath(),
    [...(isRoot ? ['--no-sandbox'] : []), PROJECT, `--user-data-dir=${profile.folder}`],
    { env: cleanEnvironment(), stdio: 'ignore', timeout: 30_000, killSignal: 'SIGKILL' },
  )

  const [code] = (await once(second, 'exit')) as [number]

  expect(code).toBe(0)
  await expect
    .poll(() =>
      app.electron.evaluate(({ BrowserWindow }) => {
        const windows = BrowserWindow.getAllWindows()
        return { count: windows.length, isVisible: windows[0]?.isVisible() }
      }),
    )
    .toEqual({ count: 1, isVisible: true })
  await app.chat.generate('still alive')
})

test('H12 a record that names a foreign address leads nowhere: neither shown, nor offered, nor asked', async ({
  app,
  profile,
}) => {
  const prompt = 'a lighthouse at dusk'
  const answer = await app.chat.generate(prompt)
  const id = await answer.id()
  await answer.uploadBecomes('uploaded')
  await expect.poll(() => readRows(app.window, 'attachments')).toHaveLength(1)
  const [row] = await readRows(app.window, 'attachments')
  await app.quit()
  await profile.deleteObjects()
  app.problems.expect(/easel-image:/)

  for (const url of ['javascript:globalThis.pwned=1', 'https://evil.example/x.png']) {
    await app.start()
    await app.chat.openLatest()
    // As in a forged archive, from which the database is then rebuilt.
    await app.window.evaluate(
      async ({ forged }) => {
        const { request } = Reflect.get(globalThis, 'easel') as {
          request: (name: string, input: unknown) => Promise<{ ok: boolean }>
        }
        const change = { table: 'attachments', key: forged.id, sequence: forged.sequence, schema: 2, row: forged }
        const { ok } = await request('archive.append', [change])
        if (!ok) throw new Error('refused')
      },
      { forged: { ...row, id: String(row!['id']), url, sequence: Number(row!['sequence']) + Date.now() } },
    )
    await app.quit()
    await rm(profile.path('IndexedDB'), { recursive: true })
    await app.start()
    await app.chat.openLatest()

    expect((await readRows(app.window, 'attachments')).map((stored) => stored['url'])).toEqual([url])
    const forged = app.chat.answer(id)
    await expect(forged.root).toContainText('missing on this computer')
    await expect(forged.root.getByRole('button', { name: 'Download again' })).toHaveCount(0)
    const details = await forged.openDetails()
    await expect(details).toContainText('SHA-256')
    await expect(details).not.toContainText(url)
    expect(await app.window.evaluate(() => 'pwned' in globalThis)).toBe(false)
    await app.quit()
  }
})
