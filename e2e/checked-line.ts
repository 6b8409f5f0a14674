import { createHash } from 'node:crypto'

/** A line of one of main's logs, as main writes it. */
export function checkedLine(entry: unknown): string {
  const json = JSON.stringify(entry)
  const checksum = createHash('sha256').update(json).digest('hex').slice(0, 16)
  return `${Buffer.byteLength(json).toString(16)} ${checksum} ${json}\n`
}
