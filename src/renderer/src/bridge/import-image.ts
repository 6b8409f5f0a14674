import {
  IMPORT_KEY_HEADER,
  IMPORT_URL,
  MOST_IMPORT_BYTES,
  type ImportProblem,
  type ImportRefusal,
} from '@shared/image-import'
import type { ImageFile } from '@shared/request'
import type { Client } from './client'

export class ImportRefused extends Error {
  constructor(readonly problem: ImportProblem) {
    super(problem)
  }
}

/** In bytes. Electron reads a smaller file whole in about a millisecond, which is faster than reading it in pieces. */
const MOST_SENT_WHOLE = 2 * 1024 * 1024

/** Sends an image file to main. Resolves once it's durable; rejects with `ImportRefused` or a `FailureError`. */
export async function importImage(client: Client, file: Blob): Promise<ImageFile> {
  if (file.size > MOST_IMPORT_BYTES) throw new ImportRefused('too-large')
  const key = await client.request('images.importKey')
  const request: RequestInit = { method: 'POST', headers: { [IMPORT_KEY_HEADER]: key }, ...buildBody(file) }
  const response = await fetch(IMPORT_URL, request)
  if (!response.ok) throw new ImportRefused(((await response.json()) as ImportRefusal).problem)
  return (await response.json()) as ImageFile
}

/**
 * A large file is sent as a stream. Electron would read any other body whole on main's thread, which blocked it for 20
 * ms with 14 MB.
 */
function buildBody(file: Blob): RequestInit {
  if (file.size <= MOST_SENT_WHOLE) return { body: file }
  // TypeScript's RequestInit lacks `duplex`, which a stream requires.
  return { body: file.stream(), duplex: 'half' } as RequestInit
}
