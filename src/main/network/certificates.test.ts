import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import tls from 'node:tls'
import { expect } from 'vitest'
import { createAuthority } from '../../../e2e/stand-ins/certificates'
import { test } from '../../../tests/support/main/test-folder'
import { loadExtraCertificates, type CertificateParts } from './certificates'

const [first, second, third] = ['a.test', 'b.test', 'c.test'].map((name) => createAuthority(name).ca) as [
  string,
  string,
  string,
]

function load(given: Partial<CertificateParts>): Promise<readonly string[]> {
  return loadExtraCertificates({
    environment: {},
    report: (what, error) => expect.unreachable(`${what}: ${String(error)}`),
    systemFiles: [],
    startEnvironment: async () => '',
    ...given,
  })
}

test('those of both variables and of the system come together, each once, without Node’s own', async ({ folder }) => {
  const file = (name: string) => join(folder, name)
  await writeFile(file('extra'), `# our company\r\n${second.replaceAll('\n', '\r\n')}${third}`)
  await writeFile(file('ssl'), second)
  await writeFile(file('system'), `${first}\n${second}\n${tls.rootCertificates[0]}`)
  const environment = { NODE_EXTRA_CA_CERTS: file('extra'), SSL_CERT_FILE: file('ssl') }
  const found = await load({ environment, systemFiles: [file('nowhere'), file('system')] })
  expect(found.toSorted()).toEqual([first, second, third].toSorted())
})

test('NODE_EXTRA_CA_CERTS is found where Electron has taken it out of the environment', async ({ folder }) => {
  const path = join(folder, 'ca.pem')
  await writeFile(path, first)
  const startEnvironment = async () => `HOME=/home/ann\0NODE_EXTRA_CA_CERTS=${path}\0X=1\0`
  expect(await load({ startEnvironment })).toEqual([first])
})

test('a file that cannot be read, or has none, is reported, and the others count', async ({ folder }) => {
  const reports: string[] = []
  const report = (what: string) => void reports.push(what)
  const path = join(folder, 'ca.pem')
  await writeFile(path, first)
  const loadBoth = (file: string) => load({ report, environment: { NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: path } })
  expect(await loadBoth(join(folder, 'missing.pem'))).toEqual([first])
  await writeFile(join(folder, 'empty.pem'), 'not a certificate')
  expect(await loadBoth(join(folder, 'empty.pem'))).toEqual([first])
  await writeFile(join(folder, 'damaged.pem'), `${second.replace(/\n[^\n]+\n[^\n]+\n/, '\nMIIB\n')}${third}`)
  expect(await loadBoth(join(folder, 'damaged.pem'))).toEqual([third, first])
  expect(reports).toEqual([
    'NODE_EXTRA_CA_CERTS: the file cannot be read',
    'NODE_EXTRA_CA_CERTS: the file contains no certificate in PEM',
    'NODE_EXTRA_CA_CERTS: certificates that cannot be read were skipped',
  ])
})
