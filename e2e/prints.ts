/** The system's dialog for printing, which no test can see: what would be on the paper, and how a person would answer. */
import { expect } from '@playwright/test'
import type { EaselApp } from './app'

export interface Print {
  /** The printed document. */
  readonly html: string
  readonly pdf: Buffer
}

interface Kept {
  readonly html: string
  readonly pdf: string
}

/** From now on what is printed becomes a PDF, and the dialog ends in this way. */
export async function answerPrintDialog(
  app: EaselApp,
  { success, reason }: { readonly success: boolean; readonly reason: string },
  landscape = false,
): Promise<void> {
  await app.electron.evaluate(
    ({ app: electronApp }, answer) => {
      Reflect.deleteProperty(globalThis, 'easelPrint')
      Reflect.set(globalThis, 'easelPrintAnswer', answer)
      if (Reflect.get(globalThis, 'easelPrintWatched')) return
      Reflect.set(globalThis, 'easelPrintWatched', true)
      electronApp.on('web-contents-created', (_event, contents) => {
        const { print } = {
          async print(): Promise<Kept> {
            contents.debugger.attach()
            const { root } = (await contents.debugger.sendCommand('DOM.getDocument')) as { root: { nodeId: number } }
            const { outerHTML } = (await contents.debugger.sendCommand('DOM.getOuterHTML', root)) as {
              outerHTML: string
            }
            contents.debugger.detach()
            const pdf = await contents.printToPDF({ printBackground: true, landscape: answer.landscape })
            return { html: outerHTML, pdf: pdf.toString('base64') }
          },
        }
        contents.print = (_options, callback) => {
          const { success, reason } = Reflect.get(globalThis, 'easelPrintAnswer') as typeof answer
          void print().then((kept) => {
            Reflect.set(globalThis, 'easelPrint', kept)
            callback?.(success, reason)
          })
        }
      })
    },
    { success, reason, landscape },
  )
}

/** Waits for it. */
export async function takePrint(app: EaselApp): Promise<Print> {
  const read = () => app.electron.evaluate(() => Reflect.get(globalThis, 'easelPrint') as Kept | undefined)
  await expect.poll(read, { timeout: 30_000 }).not.toBeUndefined()
  const { html, pdf } = (await read())!
  await app.electron.evaluate(() => Reflect.deleteProperty(globalThis, 'easelPrint'))
  return { html, pdf: Buffer.from(pdf, 'base64') }
}

/** How many images and pages a PDF has. Chromium's aren't compressed where they say so. */
export function countInPdf(pdf: Buffer): { readonly images: number; readonly pages: number } {
  const text = pdf.toString('latin1')
  return {
    images: text.match(/\/Subtype\s*\/Image/g)?.length ?? 0,
    pages: text.match(/\/Type\s*\/Page\b/g)?.length ?? 0,
  }
}
