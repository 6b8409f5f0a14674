/**
 * A test's own certificate authority, and servers with its certificates, like a company that inspects connections.
 * Written out in DER, because Node can sign certificates but not create them.
 */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'

export interface Identity {
  readonly key: string
  /** PEM. */
  readonly cert: string
}

const ECDSA_WITH_SHA256 = '06082a8648ce3d040302'
const COMMON_NAME = '0603550403'
const BASIC_CONSTRAINTS = '0603551d13'
const SUBJECT_ALT_NAME = '0603551d11'
const TRUE = '0101ff'

/** Returns the authority, and a server's identity for these names, signed by it. */
export function createAuthority(...names: readonly string[]): { readonly ca: string; readonly server: Identity } {
  const authority = createKey()
  const server = createKey()
  const issuer = `Test authority ${randomBytes(4).toString('hex')}`
  const caExtension = sequence(hex(BASIC_CONSTRAINTS), hex(TRUE), octets(sequence(hex(TRUE))))
  const nameExtension = sequence(
    hex(SUBJECT_ALT_NAME),
    octets(sequence(...names.map((name) => der(0x82, Buffer.from(name))))),
  )
  return {
    ca: issue({ issuer, subject: issuer, subjectKey: authority.publicKey, by: authority.privateKey }, caExtension),
    server: {
      key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      cert: issue(
        { issuer, subject: names[0] ?? 'none', subjectKey: server.publicKey, by: authority.privateKey },
        nameExtension,
      ),
    },
  }
}

/** Serves the server at `origin` with encryption. Returns its port on loopback and a function that stops it. */
export async function serveEncrypted(
  origin: string,
  identity: Identity,
): Promise<{ readonly port: number; readonly stop: () => void }> {
  const sockets = new Set<TLSSocket>()
  const server = createServer(identity, (client) => {
    const plain = connect(Number(new URL(origin).port), '127.0.0.1')
    sockets.add(client)
    // Disconnecting partway is normal here.
    client.on('error', () => plain.destroy()).on('close', () => plain.destroy())
    plain.on('error', () => client.destroy()).on('close', () => client.destroy())
    client.pipe(plain).pipe(client)
  })
  // A client that doesn't trust the certificate disconnects.
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = (): void => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { port: (server.address() as AddressInfo).port, stop }
}

function createKey() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
}

interface Subject {
  readonly issuer: string
  readonly subject: string
  readonly subjectKey: KeyObject
  readonly by: KeyObject
}

function issue({ issuer, subject, subjectKey, by }: Subject, extension: Buffer): string {
  const algorithm = sequence(hex(ECDSA_WITH_SHA256))
  const day = 86_400_000
  const content = sequence(
    der(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    named(issuer),
    sequence(time(Date.now() - day), time(Date.now() + day)),
    named(subject),
    subjectKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  )
  const signature = der(0x03, Buffer.of(0), sign('sha256', content, by))
  const base64 = sequence(content, algorithm, signature).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`
}

function named(name: string): Buffer {
  return sequence(der(0x31, sequence(hex(COMMON_NAME), der(0x0c, Buffer.from(name)))))
}

/** UTCTime, valid until 2049. */
function time(at: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes)
}

function octets(content: Buffer): Buffer {
  return der(0x04, content)
}

function sequence(...content: readonly Buffer[]): Buffer {
  return der(0x30, ...content)
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const { length } = body
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...head), body])
}
