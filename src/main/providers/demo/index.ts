import type { Providers } from '../create-providers'
import { DemoImageProvider } from './demo-image-provider'
import { DemoTextProvider } from './demo-text-provider'

export function createDemo(painter: string): Providers {
  return { image: new DemoImageProvider({ painter }), text: new DemoTextProvider() }
}
