import { combineAdapters, type Adapter } from '../adapter'
import { DemoImageAdapter } from './image-adapter'
import { createDemoText } from './text-adapter'

export function createDemo(painter: string): Adapter {
  return combineAdapters({ image: new DemoImageAdapter({ painter }), text: createDemoText() })
}
