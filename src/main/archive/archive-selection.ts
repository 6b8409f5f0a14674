/**
 * Finds the lines that the page requested first, without parsing them. For a few hundred thousand lines this takes half
 * a second.
 */
import type { ArchiveSelection } from '@shared/archive'

/** How the JSON of a change starts. Main's parser keeps this key order. */
const TABLE = '{"table":"'
/** In bytes. Longer than the head of a line, a table name and a UUID together. */
const BEGINNING = 120
const UUID_LENGTH = 36

/**
 * Creates a filter for lines. It's true for every line that may belong to the selection, including a few that don't,
 * and false for lines with an unexpected start; those are read later with the rest.
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

/** Returns the text of a line from the table name on. */
function getBeginning(line: Buffer): string {
  const text = line.toString('latin1', 0, BEGINNING)
  const at = text.indexOf(TABLE)
  return at === -1 ? '' : text.slice(at + TABLE.length)
}

/** Returns the message's id, with which the keys of both tables start. */
function getKey(beginning: string): string {
  const at = beginning.indexOf('"key":"') + '"key":"'.length
  return beginning.slice(at, at + UUID_LENGTH)
}
