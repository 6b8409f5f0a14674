import { IMPORT_KEY_HEADER, IMPORT_URL, type ImportProblem, type ImportRefusal } from '@shared/image-import'
import type { ImageFile } from '@shared/request'
import type { Client } from './client'

export class ImportRefused extends Error {
  constructor(readonly problem: ImportProblem) {
    super(problem)
  }
}

/** Sends an image file to main. Resolves once it's durable; rejects with `ImportRefused` or a `FailureError`. */
export async function importImage(client: Client, file: Blob): Promise<ImageFile> {
  const key = await client.request('images.importKey')
  const response = await fetch(IMPORT_URL, { method: 'POST', headers: { [IMPORT_KEY_HEADER]: key }, body: file })
  if (!response.ok) throw new ImportRefused(((await response.json()) as ImportRefusal).problem)
  return (await response.json()) as ImageFile
}
