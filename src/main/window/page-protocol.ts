/** Serves the built page at `easel://app/`, so that its origin, and with it the database, never changes. */
import { readFile } from 'node:fs/promises'
import { basename, extname, join, normalize, sep } from 'node:path'
import { APP_ORIGIN } from '@shared/contract'
import { QUICK_ASK_PAGE } from '@shared/quick-ask'
import { IMAGE_SCHEME } from '@shared/image-url'
import { IMPORT_URL } from '@shared/image-import'
import { THUMBNAIL_WORKER } from '@shared/thumbnails'

/**
 * Only our own files may run or style the page. Images, including uploaded ones, come from the disk. Image files may be
 * sent to main.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `img-src 'self' ${IMAGE_SCHEME}: blob:`,
  "font-src 'self'",
  `connect-src 'self' ${IMPORT_URL}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Workers read images, and one of them uploads thumbnails. The page itself can do neither. */
const WORKER_POLICY = `default-src 'none'; connect-src ${IMAGE_SCHEME}:`
/** The prefixes of their file names. */
const WORKERS = [THUMBNAIL_WORKER, 'mask-worker']

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export const PAGE_URL = `${APP_ORIGIN}/`
/** Shown in place of a page that doesn't start. It has no script. */
export const RECOVERY_URL = `${APP_ORIGIN}/recovery.html`
/** The quick-ask window's page. */
export const QUICK_ASK_URL = `${APP_ORIGIN}/${QUICK_ASK_PAGE}`

/**
 * Responds to requests for files below `folder`. Everything else, in any spelling, is a 404. `findWords` returns texts
 * for the placeholders (`%title%`) of pages that have any.
 */
export function createPageResponder(
  folder: string,
  findWords: (page: typeof RECOVERY_URL | typeof QUICK_ASK_URL) => Promise<Readonly<Record<string, string>>>,
): (request: Request) => Promise<Response> {
  return async ({ url, method }) => {
    const path = method === 'GET' ? resolveFile(folder, url) : undefined
    const type = path && TYPES[extname(path)]
    if (!path || !type) return notFound()
    try {
      const file = await readFile(path)
      return new Response(
        url === RECOVERY_URL || url === QUICK_ASK_URL ? withWords(String(file), await findWords(url)) : file,
        {
          headers: {
            'content-type': type,
            'content-security-policy': WORKERS.some((name) => basename(path).startsWith(name))
              ? WORKER_POLICY
              : CONTENT_SECURITY_POLICY,
            'x-content-type-options': 'nosniff',
            'cache-control': 'no-cache',
          },
        },
      )
    } catch {
      return notFound()
    }
  }
}

/** Fills the placeholders. The texts are Easel's own, without markup. */
function withWords(html: string, words: Readonly<Record<string, string>>): string {
  return html.replace(/%(\w+)%/g, (gap, name: string) => words[name] ?? gap)
}

function resolveFile(folder: string, url: string): string | undefined {
  if (!url.startsWith(`${APP_ORIGIN}/`)) return undefined
  try {
    const pathname = decodeURIComponent(new URL(url).pathname)
    if (pathname.includes('\0')) return undefined
    const path = normalize(join(folder, pathname === '/' ? 'index.html' : pathname))
    return path.startsWith(folder + sep) ? path : undefined
  } catch {
    return undefined
  }
}

function notFound(): Response {
  return new Response('', { status: 404 })
}
