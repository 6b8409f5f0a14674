/** Reads a file from the user as text. The file itself isn't stored: only its text is sent to a model. */
import type { TextFile } from '@shared/text-files'
import { cleanWords } from '@/lib/clean-file-name'
import { checkText, decodeText, UnreadableText } from './decode-text'
import type { PdfOutcome } from './pdf-worker'

/** In bytes. A PDF may have more images than text. */
export const LARGEST_TEXT_FILE = 50_000_000
/** A PDF that takes longer is damaged or malicious. Milliseconds. */
const PDF_MS = 60_000

/** Throws an `UnreadableText`. The caller refuses files that are too large. */
export async function readTextFile(file: File): Promise<TextFile> {
  const bytes = await file.arrayBuffer()
  const text = isPdf(bytes) ? checkText(await readPdf(bytes)) : decodeText(new Uint8Array(bytes))
  return { name: cleanWords(file.name) || 'file', text }
}

/** Whether it's a PDF. Some start with a few bytes of something else. */
function isPdf(bytes: ArrayBuffer): boolean {
  return new TextDecoder('latin1').decode(bytes.slice(0, 1024)).includes('%PDF-')
}

function isOutcome(data: object): data is PdfOutcome {
  return 'text' in data || 'problem' in data
}

/** Uses a separate worker, terminated afterwards. */
async function readPdf(bytes: ArrayBuffer): Promise<string> {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' })
  let timer = 0
  try {
    const outcome = await new Promise<PdfOutcome>((resolve, reject) => {
      // pdf.js assumes it has its own worker and sends a greeting first.
      worker.onmessage = ({ data }: MessageEvent<object>) => isOutcome(data) && resolve(data)
      worker.onerror = (event) => reject(new Error(event.message || 'The worker of PDFs failed'))
      timer = window.setTimeout(() => resolve({ problem: 'damaged' }), PDF_MS)
      worker.postMessage(bytes, [bytes])
    })
    if ('text' in outcome) return outcome.text
    throw new UnreadableText(outcome.problem)
  } finally {
    window.clearTimeout(timer)
    worker.terminate()
  }
}
