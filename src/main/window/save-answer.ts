import type { WebContents } from 'electron'
import { copyFile, open } from 'node:fs/promises'
import { FailureError } from '@shared/failure'
import type { RunId } from '@shared/ids'
import { storageFailureCode } from '../files/storage-failure'
import type { Spool } from '../runs/spool'
import { askWhereToSave } from './ask-where-to-save'

/**
 * Saves the provider's answer byte for byte, for its support or for a tool that can extract more. False if the user
 * cancels; rejects with `disk-failed` if the answer isn't stored anymore.
 */
export async function saveAnswer(spool: Spool, id: RunId, contents: WebContents): Promise<boolean> {
  const path = await spool.newest(id)
  if (!path) throw new FailureError({ code: 'disk-failed', charge: 'none', at: Date.now() })
  const extension = await readExtension(path)
  const filePath = await askWhereToSave({ defaultPath: `easel-answer-${id}.${extension}` }, extension, contents)
  if (!filePath) return false
  try {
    await copyFile(path, filePath)
  } catch (error) {
    throw new FailureError(
      { code: storageFailureCode(error) ?? 'disk-failed', charge: 'none', at: Date.now() },
      { cause: error },
    )
  }
  return true
}

async function readExtension(path: string): Promise<'json' | 'html' | 'txt'> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64))
    const head = buffer.toString('utf8', 0, bytesRead).trimStart()
    if (head.startsWith('{') || head.startsWith('[')) return 'json'
    return head.startsWith('<') ? 'html' : 'txt'
  } finally {
    await file.close()
  }
}
