/**
 * Zod without compiled code. Import it only from here.
 *
 * Zod would compile a function for each schema on first use. That takes up to two milliseconds of processor time and
 * saves 0.3 microseconds per later use, so it never pays off, even for an archive of thousands of lines. It slowed down
 * every start and the first image.
 */
// oxlint-disable-next-line no-restricted-imports -- the one place
import { z } from 'zod'

z.config({ jitless: true })

export { z }
