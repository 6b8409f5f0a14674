// Draws every icon file from the two SVGs in resources/. Run it after changing them: `node scripts/make-icons.mjs`.

import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

import { withDisplay } from './lib/display.mjs'
import { withoutNodeMode } from './lib/environment.mjs'
import { icnsTypes, packIcns, packIco } from './lib/icon-files.mjs'
import { prepare } from './lib/prepare.mjs'
import { run } from './lib/run.mjs'
import { sandboxArguments } from './lib/sandbox.mjs'
import { say } from './lib/say.mjs'
import { inProject, runScript, Stop } from './lib/script.mjs'

const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 256]

/** Up to this size, the pixel-fitted drawing is clearer. */
const largestSmallSize = 32

await runScript(async () => {
  const { executable } = await prepare()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'easel-icons-'))
  try {
    await makeIcons(await rasterise(executable, folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  say('Wrote the icons in resources/.')
})

/** Draws everything needed and returns `{ mac, other }`, each a map from size to `{ size, png, rgba }`. */
async function rasterise(executable, folder) {
  const large = await readFile(inProject('resources', 'icon.svg'), 'utf8')
  const small = await readFile(inProject('resources', 'icon-small.svg'), 'utf8')
  // The drawing has the margin that macOS requires. On other systems an icon may fill its square.
  const filling = large.replace('viewBox="0 0 1024 1024"', 'viewBox="84 84 856 856"')

  const mac = icnsTypes.map(({ size }) => ({ set: 'mac', size, svg: large }))
  const other = [...linuxSizes, ...windowsSizes].map((size) => ({
    set: 'other',
    size,
    svg: size <= largestSmallSize ? small : filling,
  }))
  const jobs = [...mac, ...other].map((job) => {
    const file = path.join(folder, `${job.set}-${job.size}`)
    return { ...job, png: `${file}.png`, rgba: `${file}.rgba` }
  })

  const jobFile = path.join(folder, 'job.json')
  await writeFile(jobFile, JSON.stringify(jobs))
  const { code, output } = await withDisplay((env) =>
    run(executable, [...sandboxArguments(), inProject('scripts', 'icons', 'rasterise.cjs'), jobFile], {
      env: withoutNodeMode(env),
      timeoutMs: 120_000,
    }),
  )
  if (code !== 0) throw new Stop(`Couldn't draw the icons:\n${output}`)

  const drawn = { mac: new Map(), other: new Map() }
  for (const { set, size, png, rgba } of jobs) {
    drawn[set].set(size, { size, png: await readFile(png), rgba: await readFile(rgba) })
  }
  return drawn
}

async function makeIcons({ mac, other }) {
  await mkdir(inProject('resources', 'icons'), { recursive: true })
  for (const size of linuxSizes) {
    await writeFile(inProject('resources', 'icons', `${size}x${size}.png`), other.get(size).png)
  }
  await writeFile(inProject('resources', 'icon.png'), other.get(1024).png)

  const windows = windowsSizes.map((size) => {
    const { png, rgba } = other.get(size)
    return size === 256 ? { size, png } : { size, rgba }
  })
  await writeFile(inProject('resources', 'icon.ico'), packIco(windows))

  const apple = icnsTypes.map(({ type, size }) => ({ type, png: mac.get(size).png }))
  await writeFile(inProject('resources', 'icon.icns'), packIcns(apple))
}
