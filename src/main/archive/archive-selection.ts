/** Finds, without parsing them, the lines that somebody waits for: among some hundred thousand that takes half a second. */
import type { ArchiveSelection } from '@shared/archive'

/** How the JSON of a change begins: main's parser hands its keys on in this order. */
const TABLE = '{"table":"'
/** Longer than the head of a line, the name of a table, and a UUID after them. Bytes. */
const BEGINNING = 120
const UUID_LENGTH = 36

/**
 * True for every line that may hold something of the selection, and for some that do not. A line that begins in another
 * way than expected is never one: it is read with the rest.
 */
export function createSelector(only: ArchiveSelection): (line: Buffer) => boolean {
  switch (only.kind) {
    case 'chats':
      return (line) => beginningOf(line).startsWith('chats"')
    case 'messages': {
      const wanted = Buffer.from(`"${only.chatId}"`)
      return (line) => beginningOf(line).startsWith('messages"') && line.includes(wanted)
    }
    case 'pictures': {
      const wanted: ReadonlySet<string> = new Set(only.messageIds)
      return (line) => {
        const beginning = beginningOf(line)
        if (!beginning.startsWith('attachments"') && !beginning.startsWith('messageAttachments"')) return false
        return wanted.has(keyOf(beginning))
      }
    }
  }
}

/** From the name of the table on. */
function beginningOf(line: Buffer): string {
  const text = line.toString('latin1', 0, BEGINNING)
  const at = text.indexOf(TABLE)
  return at === -1 ? '' : text.slice(at + TABLE.length)
}

/** The keys of both begin with the message's id. */
function keyOf(beginning: string): string {
  const at = beginning.indexOf('"key":"') + '"key":"'.length
  return beginning.slice(at, at + UUID_LENGTH)
}
