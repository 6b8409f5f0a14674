/** The system's print dialog, which tests can't reach: captures what would be printed, and answers as a user would. */
import { expect } from '@playwright/test'
import type { EaselApp } from './app'

export interface Print {
  /** The printed document. */
  readonly html: string
  readonly pdf: Buffer
}

export interface PrintAnswer {
  readonly success: boolean
  /** Electron's failure reason. */
  readonly reason: string
  readonly landscape?: boolean
  /** Whether the system has a printer. */
  readonly hasPrinter?: boolean
}

type PrintCallback = NonNullable<Parameters<Electron.WebContents['print']>[1]>

interface Kept {
  readonly html: string
  readonly pdf: string
}

/** From now on, turns printing into a PDF and ends the dialog with this answer. */
export async function answerPrintDialog(app: EaselApp, answer: PrintAnswer): Promise<void> {
  await app.electron.evaluate(({ app: electronApp }, given) => {
    const isWatched = Reflect.has(globalThis, 'easelPrintAnswer')
    Reflect.set(globalThis, 'easelPrintAnswer', given)
    if (isWatched) return
    electronApp.on('web-contents-created', (_event, contents) => {
      // The debugger can read the page even if scripts are off.
      const read = async (landscape: boolean): Promise<Kept> => {
        contents.debugger.attach()
        const { root } = (await contents.debugger.sendCommand('DOM.getDocument')) as { root: { nodeId: number } }
        const { outerHTML: html } = (await contents.debugger.sendCommand('DOM.getOuterHTML', {
          nodeId: root.nodeId,
        })) as { outerHTML: string }
        contents.debugger.detach()
        const pdf = await contents.printToPDF({ printBackground: true, landscape })
        return { html, pdf: pdf.toString('base64') }
      }
      contents.getPrintersAsync = () => {
        const { hasPrinter = true } = Reflect.get(globalThis, 'easelPrintAnswer') as PrintAnswer
        return Promise.resolve(hasPrinter ? [{ name: 'Paper' } as Electron.PrinterInfo] : [])
      }
      const answerDialog = async (callback: PrintCallback | undefined): Promise<void> => {
        const { success, reason, landscape = false } = Reflect.get(globalThis, 'easelPrintAnswer') as PrintAnswer
        Reflect.set(globalThis, 'easelPrint', await read(landscape))
        callback?.(success, reason)
      }
      contents.print = (_options, callback) => void answerDialog(callback)
    })
  }, answer)
}

/** Waits for the print and returns it. */
export async function takePrint(app: EaselApp): Promise<Print> {
  const read = () => app.electron.evaluate(() => Reflect.get(globalThis, 'easelPrint') as Kept | undefined)
  await expect.poll(read, { timeout: 30_000 }).not.toBeUndefined()
  const { html, pdf } = (await read())!
  await app.electron.evaluate(() => Reflect.deleteProperty(globalThis, 'easelPrint'))
  return { html, pdf: Buffer.from(pdf, 'base64') }
}

/** Counts the images and pages of a PDF. In Chromium's PDFs, the objects that list them aren't compressed. */
export function countInPdf(pdf: Buffer): { readonly images: number; readonly pages: number } {
  const text = pdf.toString('latin1')
  return {
    images: text.match(/\/Subtype\s*\/Image/g)?.length ?? 0,
    pages: text.match(/\/Type\s*\/Page\b/g)?.length ?? 0,
  }
}
