/** Prints a chat from a window that is never shown, runs no scripts, and is closed after the system's print dialog. */
import type { WebContents } from 'electron'
import { randomUUID } from 'node:crypto'
import type { ChatPrint, ChatPrinted } from '@shared/chat-print'
import type { ObjectHash } from '@shared/ids'
import { buildPrintDocument } from '../hand-off/print-document'
import type { SheetDocuments } from '../hand-off/sheet/sheet-documents'
import type { ObjectStore } from '../objects/object-store'
import { openDocumentWindow } from './document-window'
import { keepAside } from './page-windows'

interface PrintParts {
  readonly documents: SheetDocuments
  readonly objects: Pick<ObjectStore, 'find'>
}

/** Opens the system's print dialog. Closing the page's window cancels it. */
export async function printChat(
  chat: ChatPrint,
  { documents, objects }: PrintParts,
  page: WebContents,
): Promise<ChatPrinted> {
  const nonce = randomUUID()
  const html = buildPrintDocument(chat, await findMissing(chat, objects), nonce)
  if (page.isDestroyed()) return 'canceled'
  const window = openDocumentWindow({})
  keepAside(window)
  const close = (): void => {
    if (!window.isDestroyed()) window.destroy()
  }
  page.once('destroyed', close)
  const closed = new Promise<'canceled'>((resolve) => window.once('closed', () => resolve('canceled')))
  const { url, withdraw } = documents.publish(html, nonce)
  try {
    // Loading ends once all images are loaded or known to be missing.
    return await Promise.race([closed, window.loadURL(url).then(() => print(window.webContents))])
  } catch (error) {
    if (window.isDestroyed()) return 'canceled'
    throw error
  } finally {
    withdraw()
    if (!page.isDestroyed()) page.off('destroyed', close)
    close()
  }
}

async function findMissing(
  { pieces }: ChatPrint,
  objects: Pick<ObjectStore, 'find'>,
): Promise<ReadonlySet<ObjectHash>> {
  const hashes = new Set(pieces.flatMap((piece) => ('images' in piece ? piece.images.map(({ hash }) => hash) : [])))
  const missing = new Set<ObjectHash>()
  for (const hash of hashes) if (!(await objects.find(hash))) missing.add(hash)
  return missing
}

async function print(contents: WebContents): Promise<ChatPrinted> {
  const { isDone, reason } = await new Promise<{ isDone: boolean; reason: string }>((resolve) =>
    contents.print({ silent: false, printBackground: true }, (success, failureReason) =>
      resolve({ isDone: success, reason: failureReason }),
    ),
  )
  if (isDone) return 'done'
  // Electron reports the reason only in words.
  if (/cancel/i.test(reason)) return 'canceled'
  const printers = await contents.getPrintersAsync().catch(() => [])
  return printers.length === 0 ? 'no-printer' : 'failed'
}
