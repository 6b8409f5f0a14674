/** The search's own thread: reads rows, keeps the index and answers. No frame of the page waits for it. */
import { createIndexKeeper } from './index-keeper'
import type { SearchRequest } from './index-link'

const keeper = createIndexKeeper()

addEventListener('message', ({ data }: MessageEvent<SearchRequest>) => {
  void keeper.answer(data).then((reply) => postMessage(reply))
})
