/**
 * E. Disks that are full, read-only, over quota or broken: failing calls everywhere, and a real full disk where one can
 * be created.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, open, readFile, stat, statfs, writeFile } from 'node:fs/promises'
import { describe, expect } from 'vitest'
import { listImages } from '@shared/answer'
import { test } from './fixtures'
import { aDraft, anImage, killsBefore, images } from './world'
import type { Failpoint } from './child/plan'

const full = (call: string, path: string, times = 1): Failpoint => ({ call, path, does: { fails: 'ENOSPC', times } })

test('E02 a disk that fills up while the answer arrives frees its reserve, and the answer is stored', async ({
  world,
}) => {
  world.openai.next.image(anImage())
  world.openai.next.image(anImage(2))
  await world.launch()
  await world.ends(world.ask())
  await world.rest()
  expect((await stat(world.profile.path('reserve'))).size).toBe(64 * 1024)

  await world.restart({ failpoints: [full('write', 'spool/')] })
  const id = world.ask()
  await world.becomes(id, 'done')
  await world.rest()
  expect(await world.profile.holds(images(2)[0]!)).toBe(true)
})

describe('E03 a disk that is full', () => {
  test('at the first record sends nothing', async ({ world }) => {
    await world.launch({ failpoints: [full('rename', 'runs/')] })
    const refused = world.start(aDraft())
    await expect(refused).rejects.toMatchObject({ code: 'disk-full', charge: 'none' })
    expect(world.openai.paidRequests).toHaveLength(0)
    expect(await world.files('runs')).toEqual([])
  })

  test('at the mark "sent" sends nothing', async ({ world }) => {
    await world.launch({ failpoints: [{ call: 'rename', path: 'runs/', nth: 3, does: { fails: 'ENOSPC', times: 1 } }] })
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'disk-full', charge: 'none' } })
    expect(world.openai.paidRequests).toHaveLength(0)
  })

  test.for(['writeFile', 'sync', 'rename'])(
    'at the image (%s) leaves no half file, and stores it once there is space',
    async (call, { world }) => {
      world.openai.next.image({ ...anImage(), previews: [] })
      await world.launch({ failpoints: [full(call, 'objects/')] })
      const id = world.ask()
      expect(await world.becomes(id, 'failed')).toMatchObject({
        failure: { code: 'disk-full', charge: 'unknown', hasAnswer: true },
      })
      expect(await world.files('objects')).toEqual([])

      await expect
        .poll(async () => {
          await world.life.ask({ ask: 'read-again' })
          return world.row(id).state.status
        })
        .toBe('done')
      await world.rest()
      expect(world.openai.paidRequests).toHaveLength(1)
      expect(await world.files('spool')).toEqual([])
    },
  )

  test('at the image, and still at the next start, loses nothing either', async ({ world }) => {
    world.openai.next.image({ ...anImage(), previews: [] })
    const isFull: Failpoint = { call: 'writeFile', path: 'objects/', does: { fails: 'ENOSPC' } }
    await world.launch({ failpoints: [isFull] })
    const id = world.ask()
    await world.becomes(id, 'failed')
    await world.restart({ failpoints: [isFull] })
    await world.becomes(id, 'failed')

    await world.restart()
    await world.becomes(id, 'done')
    await world.rest()
  })

  test('at the start after a kill does not lose an answer that had arrived', async ({ world }) => {
    world.openai.next.image({ ...anImage(), previews: [] })
    await world.launch({ failpoints: [killsBefore('writeFile', 'objects/')] })
    const id = world.ask()
    await world.died()

    await world.launch({ failpoints: [full('writeFile', 'objects/')] })
    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'disk-full', charge: 'unknown' } })

    await world.restart()
    await world.becomes(id, 'done')
    await world.rest()
    expect(world.openai.paidRequests).toHaveLength(1)
  })

  test('at the last record keeps what had arrived until the next start', async ({ world }) => {
    world.openai.next.image({ ...anImage(), previews: [] })
    world.hasPage = false
    // The start and the sending were written before.
    await world.launch({ failpoints: [{ call: 'rename', path: 'runs/', nth: 5, does: { fails: 'ENOSPC' } }] })
    const id = world.ask()
    await world.says(id, ({ status }) => status === 'done')
    // The upload comes after everything else.
    await expect.poll(() => world.blob.blobs.size).toBe(1)
    await world.kill()

    world.hasPage = true
    await world.launch()
    await world.becomes(id, 'done')
    await world.rest()
    expect(await world.files('spool')).toEqual([])
    expect(world.openai.paidRequests).toHaveLength(1)
  })

  test('at the ledger enters the run at the next start', async ({ world }) => {
    world.openai.next.image(anImage())
    world.hasPage = false
    await world.launch({ failpoints: [full('appendFile', 'ledger.log', 2)] })
    const id = world.ask()
    await world.says(id, ({ status }) => status === 'done')
    await world.kill()
    expect(await world.ledgerLines()).toEqual([])

    world.hasPage = true
    await world.launch()
    await world.rest()
    expect(await world.ledgerLines()).toHaveLength(1)
  })

  test('at the upload order keeps the image, and uploads it after the next start', async ({ world }) => {
    world.openai.next.image(anImage())
    await world.launch({ failpoints: [full('rename', 'outbox/')] })
    const id = world.ask()
    await world.becomes(id, 'done')

    await world.restart()
    await world.rest()
    expect([...world.blob.blobs.keys()]).toEqual([`chat-images/${id}.png`])
  })
})

describe('E05 is recognized and explained', () => {
  test.for([
    ['an exhausted quota', 'EDQUOT', 'disk-full'],
    ['a read-only disk', 'EROFS', 'disk-failed'],
    ['a broken disk', 'EIO', 'disk-failed'],
  ] as const)('%s', async ([, fails, code], { world }) => {
    world.openai.next.image({ ...anImage(), previews: [] })
    await world.launch({ failpoints: [{ call: 'writeFile', path: 'objects/', does: { fails, times: 1 } }] })
    const id = world.ask()
    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code, charge: 'unknown', hasAnswer: true } })

    await world.restart()
    await world.becomes(id, 'done')
  })

  test.for([
    ['an exhausted quota before sending', 'EDQUOT', 'disk-full'],
    ['a read-only disk before sending', 'EROFS', 'disk-failed'],
  ] as const)('%s', async ([, fails, code], { world }) => {
    await world.launch({ failpoints: [{ call: 'open', path: 'runs/', does: { fails } }] })
    await expect(world.start(aDraft())).rejects.toMatchObject({ code, charge: 'none' })
    expect(world.openai.paidRequests).toHaveLength(0)
  })
})

test('E09 an image that changed on the disk is never uploaded', async ({ world }) => {
  world.openai.next.image(anImage())
  const upload = world.blob.next.fails({ status: 500, code: 'unknown_error' })
  await world.launch()
  const id = world.ask()
  await upload.over
  const { parts } = await world.becomes(id, 'done', (state) =>
    listImages(state.parts).every((image) => image.upload.state === 'failed'),
  )
  const images = listImages(parts)
  await world.kill()
  const [path] = await world.files('objects')
  const sound = await readFile(path!)
  await writeFile(path!, Buffer.from(sound).fill(0, 100, 101))

  await world.launch()
  await world.becomes(id, 'done', (state) =>
    listImages(state.parts).some(({ upload: { state: is } }) => is === 'failed'),
  )
  await world.until(() => world.reports.some((report) => report.includes(images[0]!.hash)))
  expect(world.blob.blobs.size).toBe(0)
  // The state after "Verify all images" has downloaded it again.
  await writeFile(path!, sound)
})

const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mountWorks()

describe.skipIf(!canMount)('on a disk of a hundred megabytes', () => {
  test('E01 nothing is sent when there is no room for the answer', async ({ world }) => {
    await withDisk(world.profile.folder, 100, async () => {
      await fill(world.profile.path('filler'), 50)
      await world.launch({ reserveBytes: 32 * MB })
      const id = world.ask()
      expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'disk-full', charge: 'none' } })
      expect(world.openai.paidRequests).toHaveLength(0)
      await world.kill()
    })
  })

  test('E02 an answer is stored that arrives when no byte is left', async ({ world }) => {
    await withDisk(world.profile.folder, 100, async () => {
      const answer = world.openai.next.stallsBeforeHeaders(anImage())
      await world.launch({ reserveBytes: 32 * MB, hasBlob: false })
      const id = world.ask()
      await answer.stalled
      await expect
        .poll(async () => (await stat(world.profile.path('reserve')).catch(() => undefined))?.size)
        .toBe(32 * MB)
      await fill(world.profile.path('filler'))
      expect((await statfs(world.profile.folder)).bavail).toBe(0)
      answer.continue()
      await world.becomes(id, 'done')
      expect(await world.profile.holds(images(1)[0]!)).toBe(true)
      expect(await world.violations()).toEqual([])
      await world.kill()
      world.forgetEverything()
    })
  })
})

const MB = 1024 * 1024

function mountWorks(): boolean {
  const folder = '/tmp/easel-mount-trial'
  const works = spawnSync('sh', [
    '-c',
    `mkdir -p ${folder} && mount -t tmpfs -o size=1m easel ${folder} && umount ${folder}`,
  ])
  return works.status === 0
}

async function withDisk(folder: string, megabytes: number, work: () => Promise<void>): Promise<void> {
  await mkdir(folder, { recursive: true })
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'easel', folder])
  expect(mounted.stderr.toString()).toBe('')
  try {
    await work()
  } finally {
    spawnSync('umount', ['-l', folder])
  }
}

/** Fills the disk completely, or up to this many megabytes. */
async function fill(path: string, megabytes = Number.POSITIVE_INFINITY): Promise<void> {
  const file = await open(path, 'w')
  let size = MB
  try {
    for (let written = 0; written < megabytes * MB && size >= 1;) {
      const { bytesWritten } = await file.write(Buffer.alloc(size)).catch(() => ({ bytesWritten: 0 }))
      written += bytesWritten
      if (bytesWritten === 0) size = Math.floor(size / 2)
    }
  } finally {
    await file.close()
  }
}
