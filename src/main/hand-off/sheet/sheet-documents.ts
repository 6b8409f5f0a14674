import { randomUUID } from 'node:crypto'
import { IMAGE_SCHEME } from '@shared/image-url'

/** Documents of contact sheets, each at an address that can't be guessed, for as long as it's drawn. */
const ADDRESS = `${IMAGE_SCHEME}://sheet/`

export class SheetDocuments {
  readonly #documents = new Map<string, { readonly html: string; readonly nonce: string }>()

  /** Returns its address, and what takes it away again. */
  publish(html: string, nonce: string): { readonly url: string; readonly withdraw: () => void } {
    const url = ADDRESS + randomUUID()
    this.#documents.set(url, { html, nonce })
    return { url, withdraw: () => void this.#documents.delete(url) }
  }

  /** Undefined for every other address. */
  respond({ url }: Request): Response | undefined {
    const document = url.startsWith(ADDRESS) ? this.#documents.get(url) : undefined
    if (!document) return undefined
    return new Response(document.html, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        // Images and its own style; no script, whatever a prompt says.
        'content-security-policy': `default-src 'none'; img-src ${IMAGE_SCHEME}:; style-src 'nonce-${document.nonce}'; base-uri 'none'; form-action 'none'`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    })
  }
}
