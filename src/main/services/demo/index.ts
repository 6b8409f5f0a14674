import { combineAdapters, type Adapter } from '../adapter'
import type { GivenToAdapter } from '../service-entry'
import { DemoImageAdapter } from './image-adapter'
import { createDemoText } from './text-adapter'

export function createAdapter({ demoPainter }: Pick<GivenToAdapter, 'demoPainter'>): Adapter {
  return combineAdapters({ image: new DemoImageAdapter({ painter: demoPainter }), text: createDemoText() })
}
