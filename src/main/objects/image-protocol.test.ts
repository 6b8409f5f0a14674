import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect } from 'vitest'
import { imageUrl } from '@shared/image-url'
import { test } from '../../../tests/support/main/test-folder'
import { createImageResponder } from './image-protocol'
import { ObjectStore } from './object-store'
import { sampleJpeg, samplePng } from '../../../tests/support/main/sample-images'

/** Creates an intact PNG of about this size: the sample plus a chunk of noise that decoders skip. */
function aLargePng(bytes: number): Buffer {
  const noise = Buffer.alloc(bytes).map((_, index) => (index * 2_654_435_761) >>> 13)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(noise.length)
  return Buffer.concat([
    samplePng.subarray(0, 33),
    length,
    Buffer.from('noIz'),
    noise,
    Buffer.alloc(4),
    samplePng.subarray(33),
  ])
}

async function openFiles(): Promise<number> {
  return (await readdir('/proc/self/fd')).length
}

test('an image is served from the first store that has it, with headers that make it safe and cacheable', async ({
  folder,
}) => {
  const objects = new ObjectStore({ directory: join(folder, 'objects') })
  const previews = new ObjectStore({ directory: join(folder, 'previews') })
  const [{ hash: png }, { hash: jpeg }] = [await objects.put(samplePng), await previews.put(sampleJpeg)]
  const respond = createImageResponder({ stores: [objects, previews] })

  const answer = await respond(new Request(imageUrl(png)))
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'image/png',
    'content-length': String(samplePng.length),
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(samplePng)

  const other = await respond(new Request(`${imageUrl(jpeg)}/`))
  expect(other.headers.get('content-type')).toBe('image/jpeg')
  expect(Buffer.from(await other.arrayBuffer())).toEqual(sampleJpeg)
})

test('a preview that is asked for after its answer has ended is answered with nothing, which is no error', async ({
  folder,
}) => {
  const previews = new ObjectStore({ directory: folder })
  const respond = createImageResponder({ stores: [previews], previews })
  const { hash } = await previews.put(samplePng)
  await previews.remove(hash)

  expect((await respond(new Request(imageUrl(hash)))).status).toBe(204)

  await previews.put(samplePng)
  expect((await respond(new Request(imageUrl(hash)))).status).toBe(200)
})

test('a large image arrives complete', async ({ folder }) => {
  const objects = new ObjectStore({ directory: folder })
  const bytes = aLargePng(3_000_000)
  const { hash } = await objects.put(bytes)

  const answer = await createImageResponder({ stores: [objects] })(new Request(imageUrl(hash)))
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
})

test.skipIf(process.platform !== 'linux')(
  'images that the page drops in mid-load leave no file open',
  async ({ folder }) => {
    const objects = new ObjectStore({ directory: folder })
    const { hash } = await objects.put(aLargePng(3_000_000))
    const respond = createImageResponder({ stores: [objects] })
    const before = await openFiles()

    for (let round = 0; round < 20; round += 1) {
      const reader = (await respond(new Request(imageUrl(hash)))).body?.getReader()
      await reader?.read()
      await reader?.cancel()
      await respond(new Request(imageUrl(hash)))
    }
    expect(await openFiles()).toBe(before)
  },
)

describe('anything else is not found', () => {
  const wellFormed = 'a'.repeat(64)

  test.for([
    ['an unknown hash', `easel-image://${wellFormed}`],
    ['no hash', 'easel-image://'],
    ['traversal', 'easel-image://../../etc/passwd'],
    ['encoded traversal', 'easel-image://%2e%2e%2f%2e%2e%2fetc%2fpasswd'],
    ['a path behind the hash', `easel-image://${wellFormed}/../../etc/passwd`],
    ['an encoded path behind the hash', `easel-image://${wellFormed}%2f..%2fpasswd`],
    ['another scheme', `file://${wellFormed}`],
    ['credentials', `easel-image://user@${wellFormed}`],
    ['a port', `easel-image://${wellFormed}:80`],
  ])('%s', async ([, url], { folder }) => {
    const respond = createImageResponder({ stores: [new ObjectStore({ directory: folder })] })
    expect((await respond({ method: 'GET', url } as Request)).status).toBe(404)
  })

  test.for([
    ['NUL', (hash: string) => `easel-image://${hash}\0`],
    ['an encoded NUL', (hash: string) => `easel-image://${hash}%00`],
    ['a line break', (hash: string) => `easel-image://${hash}\n`],
    ['upper case', (hash: string) => `easel-image://${hash.toUpperCase()}`],
    ['a query', (hash: string) => `easel-image://${hash}?x`],
    ['a fragment', (hash: string) => `easel-image://${hash}#x`],
    ['an extension', (hash: string) => `easel-image://${hash}.png`],
    ['more digits', (hash: string) => `easel-image://${hash}0`],
  ] as const)('a stored hash with %s', async ([, getUrl], { folder }) => {
    const objects = new ObjectStore({ directory: folder })
    const { hash } = await objects.put(samplePng)
    expect(
      (await createImageResponder({ stores: [objects] })({ method: 'GET', url: getUrl(hash) } as Request)).status,
    ).toBe(404)
  })

  test.for(['POST', 'HEAD', 'PUT', 'DELETE'])('%s of a stored image', async (method, { folder }) => {
    const objects = new ObjectStore({ directory: folder })
    const { hash } = await objects.put(samplePng)
    expect((await createImageResponder({ stores: [objects] })(new Request(imageUrl(hash), { method }))).status).toBe(
      404,
    )
  })

  test('a link named like a hash', async ({ folder }) => {
    const secret = join(folder, 'secret')
    await writeFile(secret, deflateSync('secret'))
    await mkdir(join(folder, 'objects', 'aa'), { recursive: true })
    await symlink(secret, join(folder, 'objects', 'aa', `${wellFormed}.png`))

    const respond = createImageResponder({ stores: [new ObjectStore({ directory: join(folder, 'objects') })] })
    expect((await respond(new Request(`easel-image://${wellFormed}`))).status).toBe(404)
  })
})
