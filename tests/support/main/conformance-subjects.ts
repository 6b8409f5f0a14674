import type { Failure } from '@shared/failure'
import type { ModelId } from '@shared/services/ids'
import { BFL_KEY, BflStandIn } from '../../../e2e/stand-ins/bfl'
import { CompatibleStandIn } from '../../../e2e/stand-ins/compatible'
import { FAL_KEY, FalStandIn } from '../../../e2e/stand-ins/fal'
import { GEMINI_KEY, GeminiStandIn } from '../../../e2e/stand-ins/gemini'
import { OPENAI_KEY, OpenAiStandIn } from '../../../e2e/stand-ins/openai'
import { OPENROUTER_KEY, OpenRouterStandIn } from '../../../e2e/stand-ins/openrouter'
import { RECRAFT_KEY, RecraftStandIn } from '../../../e2e/stand-ins/recraft'
import type { TextWire } from '../../../e2e/stand-ins/text-endings'

export interface Service {
  readonly origin: string
  stop(): Promise<void>
}

/** A service for the conformance suite: its stand-in, and how it differs from the others. */
export interface Subject {
  readonly start: () => Promise<Service>
  readonly key: string
  /** The path of a connection's address, after the origin. */
  readonly path: string
  readonly image: ModelId
  /** Absent: the service has no text models. */
  readonly text?: ModelId
  /** The wire format of its texts. */
  readonly wire?: TextWire
  /** Each image of an answer is a separate call. */
  readonly hasCallPerImage?: true
  /** The paid call only creates a job: its answer is the handle, and the result is what is stored. */
  readonly hasJobs?: true
  /** Its answers report no usage, so their cost stays unknown. */
  readonly tellsNoCost?: true
  /** Charges per status that differ from most services. */
  readonly charges?: Readonly<Partial<Record<number, Failure['charge']>>>
}

/** One entry per service. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  OpenAI: {
    start: () => OpenAiStandIn.start(),
    key: OPENAI_KEY,
    path: '/v1',
    image: 'openai:gpt-imagegen',
    text: 'openai:gpt-6.1-terra',
    wire: 'responses',
  },
  'Google Gemini': {
    start: () => GeminiStandIn.start(),
    key: GEMINI_KEY,
    path: '',
    image: 'gemini:gemini-nano-banana-2.1',
    text: 'gemini:gemini-3.1-pro',
    wire: 'gemini',
    hasCallPerImage: true,
  },
  OpenRouter: {
    start: () => OpenRouterStandIn.start(),
    key: OPENROUTER_KEY,
    path: '/api/v1',
    image: 'openrouter:image/google/nano-banana-2.1',
    text: 'openrouter:text/anthropic/claude-opus-5',
    wire: 'chat',
  },
  fal: {
    start: () => FalStandIn.start(),
    key: FAL_KEY,
    path: '',
    image: 'fal:google/nano-banana-2.1',
    hasJobs: true,
    charges: { 422: 'unknown' },
  },
  'Black Forest Labs': {
    start: () => BflStandIn.start(),
    key: BFL_KEY,
    path: '/v1',
    image: 'bfl:flux-2-pro',
    hasJobs: true,
  },
  Recraft: {
    start: () => RecraftStandIn.start(),
    key: RECRAFT_KEY,
    path: '/v1',
    image: 'recraft:recraftv4_1',
  },
  'a compatible server': {
    start: () => CompatibleStandIn.start(),
    key: 'sk-local-CANARY-71f3a9b2c5d8e1f4',
    path: '/v1',
    image: 'compatible-1a2b:image/sdxl-turbo',
    text: 'compatible-1a2b:text/llama3:8b',
    wire: 'chat',
    tellsNoCost: true,
  },
}
