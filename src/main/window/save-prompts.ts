import type { WebContents } from 'electron'
import { FailureError } from '@shared/failure'
import { createPromptFile, type PromptContent } from '@shared/prompt-library'
import { writeFileAtomically } from '../files/atomic-file'
import { storageFailureCode } from '../files/storage-failure'
import { askWhereToSave } from './ask-where-to-save'

/** Saves a file of prompts where the user chooses. False if the user cancels. */
export async function savePrompts(prompts: readonly PromptContent[], contents: WebContents): Promise<boolean> {
  const filters = [{ name: 'JSON', extensions: ['json'] }]
  const filePath = await askWhereToSave({ defaultPath: 'easel-prompts.json', filters }, 'json', contents)
  if (!filePath) return false
  try {
    await writeFileAtomically(filePath, createPromptFile(prompts))
  } catch (error) {
    const code = storageFailureCode(error) ?? 'disk-failed'
    throw new FailureError({ code, charge: 'none', at: Date.now() }, { cause: error })
  }
  return true
}
