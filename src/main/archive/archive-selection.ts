/**
 * Finds the lines the page asked for first, without parsing them. Among some hundred thousand lines this takes half a
 * second.
 */
import type { ArchiveSelection } from '@shared/archive'

/** How the JSON of a change starts: main's parser keeps this order of keys. */
const TABLE = '{"table":"'
/** In bytes. Longer than the head of a line, a table's name, and a UUID after them. */
const BEGINNING = 120
const UUID_LENGTH = 36

/**
 * Creates a test for lines. It's true for every line that can belong to the selection, and for a few that don't. It's
 * false for lines that start differently than expected; they are read later with the rest.
 */
export function createSelector(only: ArchiveSelection): (line: Buffer) => boolean {
  switch (only.kind) {
    case 'chats':
      return (line) => getBeginning(line).startsWith('chats"')
    case 'messages': {
      const wanted = Buffer.from(`"${only.chatId}"`)
      return (line) => getBeginning(line).startsWith('messages"') && line.includes(wanted)
    }
    case 'images': {
      const wanted: ReadonlySet<string> = new Set(only.messageIds)
      return (line) => {
        const beginning = getBeginning(line)
        if (!beginning.startsWith('attachments"') && !beginning.startsWith('messageAttachments"')) return false
        return wanted.has(getKey(beginning))
      }
    }
  }
}

/** The text of a line from the table's name on. */
function getBeginning(line: Buffer): string {
  const text = line.toString('latin1', 0, BEGINNING)
  const at = text.indexOf(TABLE)
  return at === -1 ? '' : text.slice(at + TABLE.length)
}

/** Keys of both tables start with the message's id. */
function getKey(beginning: string): string {
  const at = beginning.indexOf('"key":"') + '"key":"'.length
  return beginning.slice(at, at + UUID_LENGTH)
}
