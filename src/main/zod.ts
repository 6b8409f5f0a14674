/**
 * Zod without compiled code; import it from here only.
 *
 * For each schema Zod would compile a function when it's first used. That takes up to two milliseconds of processor time,
 * and saves 0.3 microseconds whenever the schema is used again: less than it costs, also for an archive of thousands of
 * lines. It made each start and the first image slower.
 */
// oxlint-disable-next-line no-restricted-imports -- the one place
import { z } from 'zod'

z.config({ jitless: true })

export { z }
