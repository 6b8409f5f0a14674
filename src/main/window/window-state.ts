/**
 * The window's position and theme, in a separate small file: both are needed before the first frame, and the settings
 * store is too heavy to load that early.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Theme } from '@shared/settings'

export interface WindowState {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly isMaximized: boolean
  readonly theme: Theme
}

const DEFAULT: WindowState = { width: 1180, height: 800, isMaximized: false, theme: 'system' }

/** Reads the last state. Uses defaults for missing or invalid values. */
export function readWindowState(profile: string): WindowState {
  try {
    const kept = JSON.parse(readFileSync(pathIn(profile), 'utf8')) as Partial<Record<keyof WindowState, unknown>>
    const number = (value: unknown): number | undefined =>
      typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : undefined
    const x = number(kept.x)
    const y = number(kept.y)
    return {
      ...(x !== undefined && y !== undefined && { x, y }),
      width: Math.max(400, number(kept.width) ?? DEFAULT.width),
      height: Math.max(480, number(kept.height) ?? DEFAULT.height),
      isMaximized: kept.isMaximized === true,
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system',
    }
  } catch {
    return DEFAULT
  }
}

/** Losing it only costs a window position, so a plain write suffices and failures are ignored. */
export function writeWindowState(profile: string, state: WindowState): void {
  try {
    writeFileSync(pathIn(profile), JSON.stringify(state))
  } catch {
    // A full disk is reported where it matters.
  }
}

function pathIn(profile: string): string {
  return join(profile, 'window.json')
}
