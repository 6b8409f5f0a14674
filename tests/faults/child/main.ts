/** Main's core as a separate program: plain Node, one profile folder, controlled by the test that started it. */
import './failpoints'
import { startIsOver } from './countdowns'
import { setTimeout as sleep } from 'node:timers/promises'
import Conf from 'conf'
import { FailureError } from '@shared/failure'
import { createCore } from '../../../src/main/core'
import { DiskSpace } from '../../../src/main/files/disk-space'
import { redact, registerSecret } from '../../../src/main/log/redact'
import { prepareProfile } from '../../../src/main/profile/profile-version'
import { DEFAULT_DEADLINES } from '../../../src/main/services/answer-body'
import { createTransport } from '../../../src/main/services/transport'
import { WakeSignal } from '../../../src/main/services/wake-signal'
import { SecretVault, type Encryption } from '../../../src/main/settings/secret-vault'
import { SettingsService } from '../../../src/main/settings/settings-service'
import { SettingsStore, type JsonFile } from '../../../src/main/settings/settings-store'
import { watchEventLoop } from './event-loop'
import type { Plan, Question, Told } from './plan'

const plan = JSON.parse(process.argv[2] ?? '{}') as Plan
let { clockOffsetMs } = plan

process.env['VERCEL_BLOB_API_URL'] = plan.blob.apiUrl
registerSecret(plan.openai.key)
if (plan.blob.token) registerSecret(plan.blob.token)

// Without the test that started it, the core has nothing to do.
process.on('disconnect', () => process.exit(0))
// As in the app: a clean end, which nothing relies on.
process.on('SIGTERM', () => {
  core.stop()
  process.exit(0)
})

// As in the app, before everything else.
const prepared = prepareProfile(plan.profile)
if (prepared.kind !== 'ready') {
  tell({ tell: 'refused', kind: prepared.kind })
  process.exit(0)
}

const transport = createTransport(async () => plan.route ?? 'DIRECT')
const waking = new WakeSignal()
const core = await createCore({
  profile: plan.profile,
  providers: {
    account: () => plan.openai,
    network: {
      fetch: transport.fetch,
      isProxied: transport.isProxied,
      onWake: waking.subscribe,
      // The outcome depends on the service's replies, not on the waiting time.
      pause: (_ms, signal) => sleep(5, undefined, { signal }),
      ...(plan.deadlines && { deadlines: { ...DEFAULT_DEADLINES, ...plan.deadlines } }),
      ...(plan.mostAnswerBytes && { mostAnswerBytes: plan.mostAnswerBytes }),
    },
    demoPainter: 'not built here',
  },
  prepareBlobNetwork: transport.adoptUndici,
  blobAccount: () => ({ access: 'public', ...(plan.blob.token && { token: plan.blob.token }) }),
  automaticRetries: () => plan.automaticRetries,
  ownPrices: () => plan.ownPrices ?? {},
  limits: () => plan.limits ?? { dailyCap: null, monthlyCap: null, askAbove: null },
  now: () => Date.now() + clockOffsetMs,
  random: Math.random,
  // The outcome depends on the service's replies, not on the waiting time.
  costWaits: [5],
  disk: new DiskSpace({ folder: plan.profile, reserveBytes: plan.reserveBytes }),
  emit: (name, event) => {
    if (name === 'batch.changed') tell({ tell: 'batch', progress: event as never })
    if (name === 'run.changed') tell({ tell: 'changed', run: event as never })
  },
  report: (what, error) => tell({ tell: 'report', what, error: redact(String(error)) }),
})
await core.settled
await core.batchesOpened
const longestBlock = watchEventLoop()

process.on('message', ({ number, ...question }: Question & { number: number }) => {
  answer(question).then(
    (value) => tell({ tell: 'answer', number, value }),
    (error: unknown) =>
      tell({ tell: 'answer', number, failure: error instanceof FailureError ? error.failure : String(error) }),
  )
})
tell({ tell: 'ready', pid: process.pid, runs: core.runs.list() })
startIsOver()

async function answer(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'start':
      return core.runs.start(question.draft)
    case 'ask-helper':
      return core.helpers.ask(question.draft)
    case 'start-batch':
      return core.batches.start(question.draft)
    case 'change-batch':
      return core.batches.change(question.change)
    case 'retry-batch':
      return core.batches.retry(question.id, question.cells)
    case 'read-batch':
      return core.batches.read(question.id)
    case 'cancel':
      return core.runs.cancel(question.id)
    case 'acknowledge':
      return core.runs.acknowledge(question.id, question.revision)
    case 'list':
      return core.runs.list()
    case 'read-budget':
      return core.budget.view
    case 'retry-upload':
      return core.uploads.retry(question.id)
    case 'read-again':
      return core.runs.readAgain()
    case 'archive':
      return core.archive.append(question.changes)
    case 'read-archive':
      return core.archive.read(question.cursor, question.after)
    case 'set-clock':
      clockOffsetMs = question.offsetMs
      return undefined
    case 'wake':
      transport.renew()
      return waking.wake()
    case 'change-settings':
      return settings().change({ settings: { theme: question.theme }, secrets: { openaiKey: question.key } })
    case 'read-settings':
      return { view: settings().view(), account: settings().account('openai') }
    case 'peak-memory':
      return process.resourceUsage().maxRSS * 1024
    case 'longest-block':
      return longestBlock()
  }
}

function settings(): SettingsService {
  return new SettingsService({
    settings: new SettingsStore(plan.profile, openJsonFile),
    vault: new SecretVault(plan.profile, openJsonFile, keyring),
    environment: {},
  })
}

/** The parts of electron-store, which can't be loaded outside of Electron. */
function openJsonFile(cwd: string, name: string): JsonFile {
  return new Conf<Record<string, unknown>>({ cwd, configName: name, projectName: 'easel', projectSuffix: '' })
}

/** Replaces the system's keyring: reversible, but the result contains none of the text. */
const keyring: Encryption = {
  availability: () => 'available',
  encrypt: (text) => Buffer.from(text).map((byte) => byte ^ 0xa5) as Buffer,
  decrypt: (encrypted) => Buffer.from(encrypted.map((byte) => byte ^ 0xa5)).toString(),
}

function tell(told: Told): void {
  process.send?.(told)
}
