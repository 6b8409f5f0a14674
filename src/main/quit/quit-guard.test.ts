import { expect, test } from 'vitest'
import type { Run, RunState } from '@shared/run'
import { createParts } from '@shared/request'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { ChatId, MessageId, RunId } from '@shared/ids'
import { findPaidWork, type Outcome, type PaidWork } from './paid-work'
import { QuitGuard, type QuitAnswer } from './quit-guard'

const running: RunState = { status: 'running', startedAt: 1 }
const again = { at: 9, attempt: 2, of: 3 }
const countingDown: RunState = {
  status: 'failed',
  finishedAt: 2,
  parts: [],
  failure: { code: 'rate-limited', charge: 'none', at: 2, again },
}
const failed: RunState = {
  status: 'failed',
  finishedAt: 2,
  parts: [],
  failure: { code: 'timed-out', charge: 'unknown', at: 2 },
}

function aRun(id: string, state: RunState, model: Run['request']['model'] = 'openai:gpt-image-2'): Run {
  const question = { id: 'q' as MessageId, parentId: null, text: 'a heron' }
  return {
    id: id as RunId,
    revision: 1,
    createdAt: 1,
    place: { chatId: 'c' as ChatId, chatTitle: 'a heron', question },
    request: { kind: 'image', model, parts: createParts('a heron'), options: { ...DEFAULT_IMAGE_OPTIONS, count: 2 } },
    state,
  }
}

/** A whole app in one object: records questions and events. */
class Scene {
  runs: Run[] = []
  idle: Promise<void> = Promise.resolve()
  readonly asked: PaidWork[] = []
  readonly events: (string | Outcome)[] = []
  answer: (answer: QuitAnswer) => void = () => {}
  readonly guard = new QuitGuard({
    runs: () => this.runs,
    whenIdle: () => this.idle,
    whenUploaded: () => Promise.resolve(),
    ask: (work) => {
      this.asked.push(work)
      return new Promise((resolve) => (this.answer = resolve))
    },
    closeWindows: () => this.events.push('closed'),
    announce: (outcome) => {
      this.events.push(outcome)
      return Promise.reject(new Error('no notifications here'))
    },
    quit: () => this.events.push('quit'),
    report: () => {},
  })

  change(run: Run): void {
    this.runs = this.runs.map((known) => (known.id === run.id ? run : known))
    this.guard.runChanged(run)
  }

  async settles(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('only what is paid for and not settled counts as work', () => {
  const demo = aRun('demo', running, 'demo:image')
  expect(findPaidWork([demo, aRun('over', failed)])).toBeUndefined()
  expect(findPaidWork([demo, aRun('a', running), aRun('b', { status: 'queued' }), aRun('c', countingDown)])).toEqual({
    images: 4,
    answers: 0,
    retries: 1,
  })
})

test('a retry that counts down is waited for, and what became of it is announced before the app ends', async () => {
  const scene = new Scene()
  scene.runs = [aRun('a', countingDown)]
  expect(scene.guard.mayQuit()).toBe(false)
  scene.answer('finish')
  await scene.settles()
  expect(scene.events).toEqual(['closed'])

  scene.change(aRun('a', running))
  scene.change(aRun('a', failed))
  await scene.settles()

  expect(scene.events).toEqual(['closed', { images: 0, answers: 0, failed: 1 }, 'quit'])
  expect(scene.guard.mayQuit()).toBe(true)
})

test('windows close without another question while Easel finishes in the background', async () => {
  const scene = new Scene()
  scene.idle = new Promise(() => {})
  scene.runs = [aRun('a', running)]
  scene.guard.mayQuit()
  scene.answer('finish')
  await scene.settles()
  expect(scene.guard.mayClose()).toBe(true)
  expect(scene.asked).toHaveLength(1)
})

test('a shutdown ends the app while the question is open, and a late answer changes nothing', async () => {
  const scene = new Scene()
  scene.runs = [aRun('a', running)]
  scene.guard.mayQuit()
  scene.guard.leave()
  scene.answer('finish')
  await scene.settles()
  expect(scene.events).toEqual(['quit'])
  expect(scene.guard.mayQuit()).toBe(true)
})

test('a window that is opened again keeps the app, whatever is settled then', async () => {
  const scene = new Scene()
  let settle = (): void => {}
  scene.idle = new Promise((resolve) => (settle = resolve))
  scene.runs = [aRun('a', running)]
  scene.guard.windowsClosed()
  scene.guard.windowOpened()
  scene.change(aRun('a', failed))
  settle()
  await scene.settles()
  expect(scene.events).toEqual(['closed'])
})
