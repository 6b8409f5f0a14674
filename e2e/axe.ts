/** Checks the screen with axe. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { EaselApp } from './app'
import { PROJECT } from './electron'

const axe = readFileSync(join(PROJECT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** Checks the screen in both themes, so that each state has to be reached only once. */
export async function expectAccessible(app: EaselApp, state: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.useTheme(theme)
    // Soft, so that one run lists the problems of every state.
    expect.soft(await findViolations(app), `axe, state "${state}", ${theme}`).toEqual([])
  }
}

/** Returns serious and critical violations in the current theme. */
export async function findViolations({ window }: Pick<EaselApp, 'window'>): Promise<string[]> {
  // Waits until fade-ins have ended, but not for endless animations.
  await window.waitForFunction(() =>
    document.getAnimations().every(({ effect, playState }) => {
      return playState !== 'running' || effect?.getComputedTiming().endTime === Infinity
    }),
  )
  if (!(await window.evaluate(() => 'axe' in globalThis))) await window.evaluate(axe)
  const violations = await window.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: { resultTypes: string[] }): Promise<{ violations: Violation[] }> }
    }
    // Only violations are read, so axe needn't collect details of what passes.
    return (await axe.run({ resultTypes: ['violations'] })).violations
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`)
}
