import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BLOB_TOKEN } from '../stand-ins/blob'
import { createAuthority, serveEncrypted } from '../stand-ins/certificates'
import { OPENAI_KEY } from '../stand-ins/openai'
import { ProxyStandIn } from '../stand-ins/proxy'
import { expect, test } from '../fixtures'

/*
 * What only the built app in Electron can show: that the bundle has one undici for Easel and for Blob's SDK, and that
 * Electron's own TLS accepts the certificates.
 */
test('behind a company’s proxy with a password, and with its certificates, an image is made and uploaded', async ({
  launch,
  openai,
  blob,
  profile,
}) => {
  const authority = createAuthority('openai.test', 'blob.test')
  const [ofOpenAi, ofBlob] = [
    await serveEncrypted(openai.origin, authority.server),
    await serveEncrypted(blob.origin, authority.server),
  ]
  const proxy = await ProxyStandIn.start()
  proxy.credentials = 'ann:secret-of-the-proxy'
  const certificates = join(profile.folder, 'company.pem')
  await writeFile(certificates, authority.ca)

  const app = await launch({
    env: {
      OPENAI_BASE_URL: `https://openai.test:${ofOpenAi.port}/v1`,
      OPENAI_API_KEY: OPENAI_KEY,
      VERCEL_BLOB_API_URL: `https://blob.test:${ofBlob.port}`,
      BLOB_READ_WRITE_TOKEN: BLOB_TOKEN,
      HTTPS_PROXY: `http://${proxy.credentials}@${proxy.host}`,
      SSL_CERT_FILE: certificates,
    },
  })
  const answer = await app.chat.generate('a paper boat')
  await answer.uploadBecomes('uploaded')

  expect(blob.uploads).toHaveLength(1)
  expect(new Set(proxy.asked)).toEqual(new Set([`openai.test:${ofOpenAi.port}`, `blob.test:${ofBlob.port}`]))
  expect(await profile.log()).not.toContain('secret-of-the-proxy')
  await proxy.stop()
  ofOpenAi.stop()
  ofBlob.stop()
})
