import type { PromptId } from '@shared/ids'
import { readSavedPrompt, type SavedPrompt } from '@shared/prompt-library'
import type { EaselDatabase } from './database'

export class PromptRepository {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /** All prompts that aren't deleted, in no particular order. Omits unreadable rows, which stay as they are. */
  async all(): Promise<readonly SavedPrompt[]> {
    const rows = await this.#database.prompts.toArray()
    return rows.flatMap((row) => (row.deletedAt === undefined ? (readSavedPrompt(row) ?? []) : []))
  }

  /** Adds these prompts, or replaces those with the same ids. Restores a deleted one. */
  async save(prompts: readonly SavedPrompt[]): Promise<void> {
    await this.#database.prompts.bulkPut([...prompts])
  }

  async delete(id: PromptId, at: number): Promise<void> {
    await this.#database.prompts.update(id, { deletedAt: at })
  }
}
