import type { Locator, Page } from '@playwright/test'

type Figure = 'Spent' | 'Images' | 'Text answers' | 'Today' | 'This month' | 'Projected month'

export class UsagePage {
  /** In the sidebar. */
  readonly open: Locator
  readonly root: Locator
  readonly period: Locator
  readonly chart: Locator
  readonly models: Locator
  readonly modelFilter: Locator
  readonly runs: Locator
  readonly rows: Locator

  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.open = page.getByRole('button', { name: 'Usage', exact: true })
    this.root = page.getByRole('dialog', { name: 'Usage' })
    this.period = this.root.getByRole('combobox', { name: 'Period' })
    this.chart = this.root.getByRole('slider', { name: /^(Day|Month) in the chart$/ })
    this.models = this.root.getByRole('region', { name: 'By model' })
    this.modelFilter = this.root.getByRole('combobox', { name: 'Show answers by' })
    this.runs = this.root.getByRole('list', { name: 'Answers' })
    this.rows = this.runs.getByRole('listitem')
  }

  figure(label: Figure): Locator {
    const term = this.#page.getByRole('term').filter({ hasText: new RegExp(`^${label}$`) })
    return this.root.locator('dl > div').filter({ has: term }).getByRole('definition')
  }

  /** A model's row: number of answers, share, cost. */
  model(name: string): Locator {
    return this.models.getByRole('row').filter({ has: this.#page.getByRole('button', { name, exact: true }) })
  }

  /** Selects the model, or deselects it. */
  modelButton(name: string): Locator {
    return this.models.getByRole('button', { name, exact: true })
  }

  /** The line of an answer. Clicking it opens the answer. */
  run(prompt: string): Locator {
    return this.runs.getByRole('button').filter({ hasText: prompt })
  }
}
