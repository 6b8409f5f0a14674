/** Entries of the ledger as an earlier life of the app would have left them: time cannot be made to pass in a test. */
import { createHash } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import type { Spending } from '../src/shared/spending'
import type { Profile } from './profile'

export async function enterSpendings(profile: Profile, entries: readonly Spending[]): Promise<void> {
  await appendFile(profile.path('ledger.log'), entries.map(lineOf).join(''))
}

function lineOf(entry: Spending): string {
  const json = JSON.stringify(entry)
  const checksum = createHash('sha256').update(json).digest('hex').slice(0, 16)
  return `${Buffer.byteLength(json).toString(16)} ${checksum} ${json}\n`
}
