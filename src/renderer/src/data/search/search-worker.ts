/** The search's own thread: reads rows, maintains the index and answers. The page never waits for it within a frame. */
import { createIndexKeeper } from './index-keeper'
import type { SearchRequest } from './index-link'

const keeper = createIndexKeeper()

addEventListener('message', ({ data }: MessageEvent<SearchRequest>) => {
  void keeper.answer(data).then((reply) => postMessage(reply))
})
