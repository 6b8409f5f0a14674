import { findTextModel } from '@shared/catalogue'
import type { OwnPrices } from '@shared/own-prices'
import { z } from '../zod'

/** In US dollars per million tokens. Higher than any model's price so far. */
const price = z.number().min(0).max(1e6)

/** As the page sends them and as they're saved. */
export const ownPrices = z
  .record(
    z
      .string()
      .max(200)
      .refine((id) => findTextModel(id) !== undefined),
    z.strictObject({ textIn: price, textOut: price }),
  )
  .transform((prices) => prices as OwnPrices)
