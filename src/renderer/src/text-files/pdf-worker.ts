/**
 * Extracts the text of a PDF. Nothing is drawn or fetched: fonts, images and scripts of the file are ignored. pdf.js
 * would start its own worker; here that part is already loaded, so it runs in this one.
 */
import { LONGEST_FILE_TEXT } from '@shared/text-files'
import type { TextProblem } from './decode-text'

export type PdfOutcome = { readonly text: string } | { readonly problem: TextProblem }

addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
  void readPdf(data).then((outcome) => postMessage(outcome))
})

async function readPdf(bytes: ArrayBuffer): Promise<PdfOutcome> {
  const part = await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
  Object.assign(self, { pdfjsWorker: part })
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const loading = getDocument({
    data: new Uint8Array(bytes),
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    stopAtErrors: false,
    verbosity: 0,
  })
  try {
    const document = await loading.promise
    let text = ''
    for (let number = 1; number <= document.numPages && text.length <= LONGEST_FILE_TEXT; number += 1) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
      text += `${text === '' ? '' : '\n\n'}${words.trim()}`
      page.cleanup()
    }
    return text.trim() === '' ? { problem: 'no-text' } : { text }
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    return { problem: isLocked ? 'encrypted' : 'damaged' }
  }
}
