import type { Providers } from '../create-providers'
import { DemoImageProvider } from './demo-image-provider'
import { createDemoText } from './demo-text-provider'

export function createDemo(painter: string): Providers {
  return { image: new DemoImageProvider({ painter }), text: createDemoText() }
}
