import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type SettingsView } from '@shared/settings'
import { settingsView } from '../../../tests/support/settings-view'
import { registerSecret } from '../log/redact'
import { writeReport, type ReportFacts } from './problem-report'

const CANARY = 'canary-7f3b91d2c4'

function facts(change: Partial<ReportFacts> = {}): ReportFacts {
  const baseUrl = `https://me:${CANARY}@proxy.example/team/${CANARY}?key=${CANARY}`
  const named = DEFAULT_SETTINGS.connections.map((one) => ({ ...one, name: `Mine ${CANARY}`, baseUrl }))
  const view: SettingsView = {
    ...settingsView({
      key: { source: 'saved' },
      address: { value: baseUrl, source: 'settings' },
      settings: { connections: named },
    }),
    blobToken: { source: 'environment', variable: 'BLOB_READ_WRITE_TOKEN' },
  }
  return {
    about: { version: '0.1.0', electron: '45.0.0', chromium: '150.0', node: '24.0', system: 'Linux 6.1 (x64)' },
    locale: 'en-US',
    view,
    counts: { images: 3 },
    log: '',
    folders: { '<profile>': '/home/ada/.config/Easel', '~': '/home/ada' },
    ...change,
  }
}

test('a report tells versions, settings, where keys come from and what is on disk', () => {
  const report = writeReport(facts())
  for (const told of [
    'Easel 0.1.0',
    'Electron 45.0.0',
    'Linux 6.1 (x64)',
    'theme: system',
    'openai: proxy.example (settings), key: saved, no list of models',
    'blobToken: environment',
    'images: 3',
  ])
    expect(report).toContain(told)
})

test('no key, address or folder of the user gets into a report, wherever it was', () => {
  registerSecret(CANARY)
  const log = [
    `2026-11-25 error a request failed: https://x.example/?api_key=${CANARY}`,
    `2026-11-25 error at /home/ada/.config/Easel/runs/1.json and /home/ada/Pictures/heron.png`,
    `2026-11-25 error Bearer sk-abcdefgh12345678 was refused`,
    `2026-11-25 error ${'x'.repeat(5000)}`,
  ].join('\n')
  const report = writeReport(facts({ log }))
  expect(report).not.toMatch(/canary-7f3b91d2c4|sk-abcdefgh|\bada\b|\/team/)
  expect(report).toContain('<profile>/runs/1.json')
  expect(report).toContain('~/Pictures/heron.png')
  expect(Math.max(...report.split('\n').map(({ length }) => length))).toBeLessThan(500)
})

test('only the end of a long log is told', () => {
  const log = Array.from({ length: 500 }, (_, index) => `line ${index}`).join('\n')
  const report = writeReport(facts({ log }))
  expect(report).toContain('line 499')
  expect(report).not.toContain('line 400\n')
})
