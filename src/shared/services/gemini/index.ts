import type { ServiceModule } from '../service'
import { geminiImageModels } from './models'
import { describe, isOffered } from './names'

export const gemini: ServiceModule = {
  id: 'gemini',
  name: 'Google Gemini',
  isBuiltIn: false,
  key: 'required',
  keyOwner: 'Google',
  // The older format, and that of 2026.
  keyShapes: [/AIza[\w-]{20,}/, /AQ\.[\w-]{20,}/],
  helpPages: {
    billing: 'https://aistudio.google.com/usage',
    limits: 'https://aistudio.google.com/usage',
    countries: 'https://ai.google.dev/gemini-api/docs/available-regions',
  },
  keysPage: 'https://aistudio.google.com/apikey',
  address: 'https://generativelanguage.googleapis.com',
  // Google's own package reads both. The second may contain a key for other Google services.
  variables: { key: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'], address: ['GOOGLE_GEMINI_BASE_URL'] },
  models: geminiImageModels,
  describe,
  isOffered,
  // One answer takes up to four calls.
  callsAtOnce: { image: 3, text: 8 },
}
