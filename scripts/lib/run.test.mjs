import { readFileSync } from 'node:fs'
import process from 'node:process'
import { expect, test } from 'vitest'

import { run } from './run.mjs'

const node = (code, options) => run(process.execPath, ['-e', code], options)

test('what a program printed and its exit code are returned', async () => {
  const end = await node("console.log('out'); console.error('err'); process.exitCode = 3")
  expect(end).toEqual({ code: 3, output: 'out\nerr\n', timedOut: false })
})

test('a program that is not there is an ordinary failure', async () => {
  expect(await run('easel-has-no-such-program', [])).toMatchObject({ code: 127, timedOut: false })
})

test.runIf(process.platform === 'linux')('past its deadline a program ends with all it started', async () => {
  const parent = "console.log(require('child_process').spawn('sleep', ['60']).pid); setTimeout(() => {}, 60_000)"
  const end = await node(parent, { timeoutMs: 1_000 })
  expect(end.timedOut).toBe(true)
  await expect.poll(() => isAlive(Number(end.output))).toBe(false)
})

/** A process that has ended but wasn't waited for is still listed, in state Z. */
function isAlive(pid) {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
