// Measures the built app next to the floor: `npm run bench -- [--only start,memory] [--runs 5]`. Prints a table and
// writes it, with every single value, to bench/results/. It doesn't judge: the exit code only says whether everything
// requested could be measured. docs/benchmarks.md explains the figures.

import { mkdir, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'

import { say } from '../scripts/lib/say.mjs'
import { inProject, runScript, Stop } from '../scripts/lib/script.mjs'
import { summarise } from './lib/statistics.mjs'
import { createSubjects } from './lib/subjects.mjs'
import { formatTable, tableHead, tableRow } from './lib/table.mjs'
import { prepareProfiles } from './lib/warm-up.mjs'
import { batch } from './measures/batch.mjs'
import { code } from './measures/code.mjs'
import { conversation } from './measures/conversation.mjs'
import { estimate } from './measures/estimate.mjs'
import { gallery } from './measures/gallery.mjs'
import { memory } from './measures/memory.mjs'
import { image } from './measures/image.mjs'
import { models } from './measures/models.mjs'
import { inputs } from './measures/inputs.mjs'
import { scale } from './measures/scale.mjs'
import { search } from './measures/search.mjs'
import { start } from './measures/start.mjs'
import { tools } from './measures/tools.mjs'

const allMeasures = [
  start,
  memory,
  image,
  inputs,
  tools,
  batch,
  estimate,
  code,
  conversation,
  gallery,
  scale,
  search,
  models,
]

await runScript(async (args) => {
  const { runs, measures } = readArguments(args)
  const executable = process.env.EASEL_ELECTRON
  if (!executable) throw new Stop('Start this with `npm run bench`, which provides Electron, a display and the build.')

  const subjects = await createSubjects(executable)
  try {
    say('Preparing two profiles.')
    await prepareProfiles(subjects)
    const outcomes = []
    for (const measure of measures) outcomes.push(await measureAll(measure, subjects, runs))

    const results = outcomes.flatMap(({ measure, values }) => summariseFigures(measure, values))
    say(`\n${formatTable([tableHead, ...results.map(tableRow)])}\n`)
    sayIfBusy()
    say(`Written to ${path.relative(process.cwd(), await writeResults({ runs, args, outcomes, results }))}`)
    const problems = outcomes.flatMap(({ problems }) => problems)
    for (const problem of problems) say(`Not measured: ${problem}`)
    return problems.length > 0 ? 1 : 0
  } finally {
    await subjects.remove()
  }
})

function readArguments(args) {
  const { values } = parseArgs({ args, options: { only: { type: 'string' }, runs: { type: 'string', default: '5' } } })
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Stop(`--runs takes a number from 1 on, not “${values.runs}”.`)
  const names = values.only?.split(',') ?? allMeasures.map(({ name }) => name)
  const measures = names.map((name) => {
    const known = allMeasures.find((measure) => measure.name === name)
    if (known === undefined) {
      throw new Stop(`--only takes ${allMeasures.map((measure) => measure.name).join(', ')}, not “${name}”.`)
    }
    return known
  })
  return { runs, measures }
}

/**
 * Measures floor and Easel alternately, so that other load on the machine affects both. The first turn is a warm-up and
 * isn't counted.
 */
async function measureAll(measure, { floor, easel }, runs) {
  const values = { floor: {}, easel: {} }
  const problems = []
  const turns = measure.once
    ? ['once']
    : ['warm-up', ...Array.from({ length: runs }, (_, run) => `run ${run + 1} of ${runs}`)]
  for (const turn of turns) {
    for (const subject of measure.once ? [easel] : [floor, easel]) {
      say(`${measure.name}: ${subject.name}, ${turn}`)
      try {
        const measured = await measure.measure(subject)
        if (turn === 'warm-up') continue
        // A measure that alternates on its own returns several values at once.
        for (const [key, value] of Object.entries(measured)) (values[subject.name][key] ??= []).push(...[value].flat())
      } catch (error) {
        problems.push(`${measure.name} of ${subject.name}, ${turn}: ${error.message}`)
      }
    }
  }
  return { measure, values, problems }
}

function summariseFigures({ figures }, values) {
  return figures.map((figure) => {
    const floor = summarise(values.floor[figure.key] ?? [])
    const easel = summarise(values.easel[figure.key] ?? [])
    const ratio = floor && easel && floor.median > 0 ? easel.median / floor.median : undefined
    return { figure, floor, easel, ratio, isReached: isReached(figure.goal, easel, ratio) }
  })
}

function isReached(goal, easel, ratio) {
  if (goal === undefined || easel === undefined) return undefined
  if (goal.most !== undefined) return easel.median <= goal.most
  return ratio === undefined ? undefined : ratio <= goal.ratio
}

/** On a busy machine the figures are higher, and Easel's more so than the floor's, because it waits more. */
function sayIfBusy() {
  const [load] = os.loadavg()
  const { length: cores } = os.cpus()
  if (load > cores + 1)
    say(`The machine is busy (load ${load.toFixed(1)} on ${cores} cores): times and ratios are too high.`)
}

async function writeResults({ runs, args, outcomes, results }) {
  const folder = inProject('bench', 'results')
  await mkdir(folder, { recursive: true })
  const date = new Date().toISOString()
  const file = path.join(folder, `${date.replace(/[:.]/g, '-')}.json`)
  const [cpu] = os.cpus()
  // No names or paths, because the file may be shared.
  const machine = {
    cpu: cpu?.model,
    cores: os.cpus().length,
    memory: os.totalmem(),
    system: `${os.type()} ${os.arch()}`,
    load: os.loadavg(),
  }
  const figures = results.map(({ figure, ...rest }) => ({ ...figure, ...rest }))
  const everything = outcomes.map(({ measure, values, problems }) => ({ name: measure.name, values, problems }))
  const command = ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' ')
  await writeFile(file, `${JSON.stringify({ date, command, runs, machine, figures, everything }, undefined, 2)}\n`)
  return file
}
