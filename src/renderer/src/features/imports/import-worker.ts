/** The worker that reads an export. For its messages, see `export-reader.ts`. */
import { trimText } from '@shared/is-blank'
import { openExportFile } from './export-files'
import type { Answer, Question } from './export-reader'
import { openExport, UnreadableExport, type OpenedExport } from './read-export'

let opened: OpenedExport | undefined

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void answer(data).then((reply) => postMessage(reply))
})

async function answer(question: Question): Promise<Answer> {
  try {
    switch (question.type) {
      case 'open':
        opened = await openExport(await openExportFile(question.file))
        return {
          type: 'opened',
          source: opened.source,
          unreadable: opened.unreadable,
          chats: opened.chats.map(describe),
        }
      case 'chat':
        return { type: 'chat', chat: opened?.chats[question.index] }
      case 'image':
        return { type: 'image', image: await opened?.findImage(question.name) }
    }
  } catch (error) {
    return { type: 'failed', problem: error instanceof UnreadableExport ? error.problem : 'damaged' }
  }
}

function describe({ key, title, createdAt, updatedAt, messages }: OpenedExport['chats'][number]) {
  const shown = messages.filter(({ parts }) => parts.length > 0)
  const firstWords = shown.flatMap(({ parts }) => parts).find(({ type }) => type === 'text')
  const images = shown.flatMap(({ parts }) => parts).filter(({ type }) => type === 'image').length
  return {
    key,
    title: trimText(title) || (firstWords && 'text' in firstWords ? firstWords.text.trim().slice(0, 80) : ''),
    createdAt,
    updatedAt,
    messages: shown.length,
    images,
  }
}
