import { randomUUID } from 'node:crypto'
import { IMAGE_SCHEME } from '@shared/image-url'

/** Documents of contact sheets, each at an unguessable address while it's being drawn. */
const ADDRESS = `${IMAGE_SCHEME}://sheet/`

export class SheetDocuments {
  readonly #documents = new Map<string, { readonly html: string; readonly nonce: string }>()

  /** Returns the document's address, and a function that removes it. */
  publish(html: string, nonce: string): { readonly url: string; readonly withdraw: () => void } {
    const url = ADDRESS + randomUUID()
    this.#documents.set(url, { html, nonce })
    return { url, withdraw: () => void this.#documents.delete(url) }
  }

  /** Returns undefined for any other address. */
  respond({ url }: Request): Response | undefined {
    const document = url.startsWith(ADDRESS) ? this.#documents.get(url) : undefined
    if (!document) return undefined
    return new Response(document.html, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        // Allows images and its own style, but no script, whatever a prompt contains.
        'content-security-policy': `default-src 'none'; img-src ${IMAGE_SCHEME}:; style-src 'nonce-${document.nonce}'; base-uri 'none'; form-action 'none'`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    })
  }
}
