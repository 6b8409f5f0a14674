import { MOST_FAVORITES } from '@shared/favorites'
import type { ModelId } from '@shared/catalogue'
import { parseModelId } from '@shared/services/ids'
import { z } from '../zod'

/** Enough for a connection's id and the longest name that a server may list. */
const LONGEST_MODEL_ID = 300

/** Models of any connection, including removed ones and services that only a newer Easel knows. */
const favoriteModel = z
  .string()
  .max(LONGEST_MODEL_ID)
  .refine((id) => parseModelId(id) !== undefined)
  .transform((id) => id as ModelId)

export const favoriteModels = z.array(favoriteModel).max(MOST_FAVORITES)

/** As stored in the settings file. An unreadable entry doesn't affect the others. */
export const savedFavoriteModels = z
  .array(z.unknown())
  .transform((ids) => ids.flatMap((id) => favoriteModel.safeParse(id).data ?? []).slice(0, MOST_FAVORITES))
