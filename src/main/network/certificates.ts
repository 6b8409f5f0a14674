/**
 * Certificate authorities to trust in addition to Node's own list: those of the system, as in browsers, and those given
 * in the environment. Companies that inspect connections issue their own certificates.
 *
 * [Note: Why Easel reads them itself] A packaged Electron without the fuse for Node's options removes
 * NODE_EXTRA_CA_CERTS from the environment and ignores it, and Electron 33 can't list the system's certificates.
 */
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import tls from 'node:tls'
import type { Environment } from '../environment'

export interface CertificateParts {
  readonly environment: Environment
  /** Called for a file that can't be read or contains no certificate. The others are still used. */
  readonly report: (what: string, error: unknown) => void
  /** Replaced in tests. */
  readonly systemFiles?: readonly string[]
  readonly startEnvironment?: () => Promise<string>
}

/** Variables with files of PEM certificates, in order of priority. */
const VARIABLES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'] as const

/** Where Linux distributions store the system's certificates: Debian and Arch, Fedora, openSUSE, Alpine. */
const SYSTEM_FILES =
  process.platform === 'linux'
    ? [
        '/etc/ssl/certs/ca-certificates.crt',
        '/etc/pki/tls/certs/ca-bundle.crt',
        '/etc/ssl/ca-bundle.pem',
        '/etc/ssl/cert.pem',
      ]
    : []

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** Returns PEM certificates, one per entry, excluding Node's own. Never rejects. */
export async function loadExtraCertificates(parts: CertificateParts): Promise<readonly string[]> {
  const { environment, report, startEnvironment = readStartEnvironment } = parts
  const found = [...askSystem(report), ...(await readSystemFile(parts.systemFiles ?? SYSTEM_FILES))]
  for (const name of VARIABLES) {
    const file = environment[name] || (await findVariable(name, startEnvironment))
    if (file) found.push(...(await readNamedFile(name, file, report)))
  }
  const own = new Set(tls.rootCertificates.map(normalize))
  return [...new Set(found.map(normalize))].filter((certificate) => !own.has(certificate))
}

/** Reads the certificate stores of Windows and macOS. Node 20 has no such function, so its types don't include it. */
function askSystem(report: CertificateParts['report']): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system') => readonly string[] }
  try {
    return getCACertificates?.('system').filter(isCertificate) ?? []
  } catch (error) {
    report('the system’s certificates cannot be read', error)
    return []
  }
}

async function readSystemFile(files: readonly string[]): Promise<readonly string[]> {
  for (const file of files) {
    const text = await readFile(file, 'latin1').catch(() => undefined)
    if (text) return (text.match(PEM) ?? []).filter(isCertificate)
  }
  return []
}

async function readNamedFile(name: string, file: string, report: CertificateParts['report']): Promise<string[]> {
  try {
    const blocks = (await readFile(file, 'latin1')).match(PEM) ?? []
    const certificates = blocks.filter(isCertificate)
    const damaged = blocks.length - certificates.length
    if (damaged > 0) report(`${name}: certificates that cannot be read were skipped`, `${damaged} of ${blocks.length}`)
    if (blocks.length === 0) report(`${name}: the file contains no certificate in PEM`, file)
    return certificates
  } catch (error) {
    report(`${name}: the file cannot be read`, error)
    return []
  }
}

async function findVariable(name: string, startEnvironment: () => Promise<string>): Promise<string | undefined> {
  const entries = (await startEnvironment()).split('\0')
  return entries.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1)
}

/** Reads the environment as it was before Electron removed variables. Linux only; empty elsewhere. */
function readStartEnvironment(): Promise<string> {
  return readFile('/proc/self/environ', 'utf8').catch(() => '')
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.byteLength > 0
  } catch {
    return false
  }
}

/** Makes equal certificates have equal text, whatever their line breaks. */
function normalize(pem: string): string {
  const [base64 = ''] = pem.replace(/-----[A-Z ]+-----/g, '').match(/\S[\s\S]*/) ?? []
  const lines = base64.replace(/\s+/g, '').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
