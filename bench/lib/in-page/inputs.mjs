// Attached images, and batches.

/* oxlint-disable no-undef -- the browser's globals, there when it runs */

import { appeared, pageTime, paintedWhen } from './frames.mjs'

/** Resolves once this many images are attached and none is still being added. */
export async function attached(count) {
  await appeared(() =>
    document.querySelectorAll('ul[aria-label="Attached images"] > li img[src]').length === count
      ? document.body
      : undefined,
  )
  return pageTime()
}

/** Makes the last attached image the mask of the first. Resolves when it's done. */
export async function makeMask() {
  const selects = [...document.querySelectorAll('ul[aria-label="Attached images"] select')]
  const select = selects.at(-1)
  select.selectedIndex = [...select.options].findIndex(({ text }) => text === 'Mask')
  select.dispatchEvent(new Event('change', { bubbles: true }))
  await appeared(() => document.querySelector('button[aria-label="Edit mask"]'))
}

/**
 * Opens the batch dialog from the message box, whose prompt has variables. Returns the time until its table is painted.
 */
export async function openBatch(count) {
  const button = await appeared(() =>
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Batch…'),
  )
  const clickedAt = pageTime()
  button.click()
  const { paintedAt } = await paintedWhen(() => {
    const table = document.querySelector('dialog [role="table"]')
    return (
      table?.getAttribute('aria-rowcount') === String(count + 1) && table.querySelectorAll('[role="row"]').length > 3
    )
  })
  return paintedAt - clickedAt
}

export async function closeBatch() {
  document.querySelector('dialog button[aria-label="Close batch"]').click()
  await appeared(() => (document.querySelector('dialog') ? undefined : document.body))
}
