/** The page's interface to the worker that reads an export. It handles one request at a time. */
import type { ForeignChat, Source } from './foreign-chat'
import type { ExportProblem } from './read-export'

export interface ChatSummary {
  readonly key: string
  /** Empty if it has none. */
  readonly title: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly messages: number
  readonly images: number
}

export interface ExportSummary {
  readonly source: Source
  /** Newest first. */
  readonly chats: readonly ChatSummary[]
  readonly unreadable: number
}

export type Question =
  | { readonly type: 'open'; readonly file: Blob }
  /** By index in the summary. */
  | { readonly type: 'chat'; readonly index: number }
  | { readonly type: 'image'; readonly name: string }

export type Answer =
  | ({ readonly type: 'opened' } & ExportSummary)
  | { readonly type: 'chat'; readonly chat: ForeignChat | undefined }
  | { readonly type: 'image'; readonly image: Blob | undefined }
  | { readonly type: 'failed'; readonly problem: ExportProblem }

export class ExportReader {
  readonly #worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' })

  /** Returns the content of the export, or why it can't be read. */
  async open(file: Blob): Promise<ExportSummary | ExportProblem> {
    const answer = await this.#ask({ type: 'open', file })
    if (answer.type === 'opened') return answer
    return answer.type === 'failed' ? answer.problem : 'damaged'
  }

  async readChat(index: number): Promise<ForeignChat | undefined> {
    const answer = await this.#ask({ type: 'chat', index })
    return answer.type === 'chat' ? answer.chat : undefined
  }

  /** Undefined if the export lacks it or it's damaged. */
  async readImage(name: string): Promise<Blob | undefined> {
    const answer = await this.#ask({ type: 'image', name })
    return answer.type === 'image' ? answer.image : undefined
  }

  close(): void {
    this.#worker.terminate()
  }

  #ask(question: Question): Promise<Answer> {
    return new Promise((resolve) => {
      this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data)
      // Out of memory, or the worker's code couldn't be loaded.
      this.#worker.onerror = () => resolve({ type: 'failed', problem: 'too-large' })
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin
      this.#worker.postMessage(question)
    })
  }
}
