/** Collects facts about the app and the system, for "About Easel" and problem reports. */
import { app } from 'electron'
import { readFile } from 'node:fs/promises'
import { release, type } from 'node:os'
import { join } from 'node:path'
import type { AboutFacts } from '@shared/help'
import type { SettingsView } from '@shared/settings'
import { writeReport } from '../help/problem-report'

export interface HelpParts {
  readonly profile: string
  readonly view: () => SettingsView
  readonly count: () => Promise<Readonly<Record<string, number>>>
}

export class Help {
  readonly #parts: HelpParts

  constructor(parts: HelpParts) {
    this.#parts = parts
  }

  about(): AboutFacts {
    const { electron = '', chrome = '', node = '' } = process.versions
    return {
      version: app.getVersion(),
      electron,
      chromium: chrome,
      node,
      system: `${type()} ${release()} (${process.arch})`,
    }
  }

  async report(): Promise<string> {
    const { profile, view, count } = this.#parts
    return writeReport({
      about: this.about(),
      locale: app.getLocale(),
      view: view(),
      counts: await count(),
      log: await readFile(join(profile, 'logs', 'main.log'), 'utf8').catch(() => ''),
      folders: { '<profile>': profile, '<app>': app.getAppPath(), '~': app.getPath('home') },
    })
  }
}
