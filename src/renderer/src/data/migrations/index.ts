import { initial } from './0001-initial'
import { sequences } from './0002-sequences'
import { inputImages } from './0003-input-images'
import { gallery } from './0004-gallery'
import { bin } from './0005-bin'
import { prompts } from './0006-prompts'
import { projects } from './0007-projects'
import { references } from './0008-references'
import type { Migration } from './migration'

/** All versions, oldest first. */
export const migrations: readonly Migration[] = [
  initial,
  sequences,
  inputImages,
  gallery,
  bin,
  prompts,
  projects,
  references,
]
