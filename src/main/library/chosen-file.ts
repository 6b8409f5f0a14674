/**
 * A file of another app that the user chose in the system's dialog. The page reads it from an address that works once,
 * so that neither its path nor its bytes are sent by message.
 */
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { CHOSEN_FILE } from '@shared/library'

export class ChosenFile {
  #offered: { readonly address: string; readonly path: string } | undefined

  /** Returns an address for this file. The address of an earlier one stops working. */
  offer(path: string): string {
    const address = CHOSEN_FILE + randomUUID()
    this.#offered = { address, path }
    return address
  }

  respond({ url, method }: Request): Response {
    const offered = this.#offered
    if (method !== 'GET' || url !== offered?.address) return new Response('', { status: 404 })
    this.#offered = undefined
    return new Response(Readable.toWeb(createReadStream(offered.path)) as ReadableStream<Uint8Array>)
  }
}
