/** The services built into Easel, one line each. */
import { bfl } from './bfl'
import { compatible } from './compatible'
import { demo } from './demo'
import { fal } from './fal'
import { gemini } from './gemini'
import { openai } from './openai'
import { openrouter } from './openrouter'
import { recraft } from './recraft'
import type { ServiceModule } from './service'

export const SERVICES: readonly ServiceModule[] = [openai, gemini, fal, openrouter, bfl, recraft, compatible, demo]
