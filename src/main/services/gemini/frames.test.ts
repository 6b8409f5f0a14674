import { expect, test } from 'vitest'
import { FrameWriter, readFrames } from './frames'

/** A file with slow writes that detects overlapping ones. */
class SlowFile {
  readonly written: Buffer[] = []
  isBusy = false
  failsAt = Number.POSITIVE_INFINITY

  async keep(bytes: Uint8Array): Promise<void> {
    if (this.isBusy) throw new Error('two writes at once')
    this.isBusy = true
    await new Promise(setImmediate)
    this.isBusy = false
    if (this.written.length >= this.failsAt) throw new Error('no space')
    this.written.push(Buffer.from(bytes))
  }

  async read(calls: number) {
    const { written } = this
    const pieces = (async function* () {
      yield* written
    })()
    return (await readFrames(pieces, calls)).map(({ body, ...rest }) => ({ body: body.toString(), ...rest }))
  }
}

test('pieces that come at once are written one after the other, and read apart again', async () => {
  const file = new SlowFile()
  const writer = new FrameWriter(file)
  await Promise.all([
    writer.keepPiece(0, Buffer.from('one ')),
    writer.keepPiece(1, Buffer.from('two\n{"call":0}\n')),
    writer.keepPiece(0, Buffer.from('and one')),
    writer.keepEnd(0),
  ])
  expect(await file.read(3)).toEqual([
    { body: 'one and one', hasEnded: true },
    { body: 'two\n{"call":0}\n', hasEnded: false },
    { body: '', hasEnded: false },
  ])
})

test('after a write that failed nothing more is written', async () => {
  const file = new SlowFile()
  file.failsAt = 1
  const writer = new FrameWriter(file)
  const results = await Promise.allSettled([0, 1, 0].map((call) => writer.keepPiece(call, Buffer.from('x'))))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(file.written).toHaveLength(1)
})

test('a failure is kept beside what was paid for, and not alone', async () => {
  const file = new SlowFile()
  const writer = new FrameWriter(file)
  const failure = { code: 'rate-limited', charge: 'none', at: 5, status: 429 } as const
  await writer.keepFailure(1, failure)
  expect(file.written).toEqual([])
  await writer.keepPiece(0, Buffer.from('{}'))
  expect(await file.read(2)).toEqual([
    { body: '{}', hasEnded: false },
    { body: '', hasEnded: false, failure },
  ])
})

test.each(['not a frame\n', '{"call":9,"bytes":2}\nxx', '{"call":-1}\n', '{"call":0,"bytes":1e12}\nx', '[]\n', ''])(
  'what is no frame ends the reading: %j',
  async (text) => {
    const file = new SlowFile()
    file.written.push(Buffer.from(text))
    const read = await file.read(1)
    expect(read[0]?.hasEnded).toBe(false)
  },
)
