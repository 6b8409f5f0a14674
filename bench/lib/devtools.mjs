// Chromium's DevTools protocol over a pair of pipes: no port, no web socket, and available before the first window.

/**
 * Speaks the protocol through `input` (written here) and `output` (read here). `send` resolves with the answer's result
 * or throws; `on` returns a function that stops listening. Both take a page's session as their last argument, or none
 * for the browser.
 */
export function createDevTools({ input, output }) {
  const waiting = new Map()
  const listeners = new Set()
  let lastId = 0
  let isClosed = false

  const close = () => {
    isClosed = true
    for (const { reject } of waiting.values()) reject(new Error('the app has ended'))
    waiting.clear()
  }
  // The pipe breaks if the process has just ended, which `close` reports.
  input.on('error', close)
  output.on('error', close)
  output.on('close', close)

  let rest = Buffer.alloc(0)
  output.on('data', (chunk) => {
    const messages = splitMessages(Buffer.concat([rest, chunk]))
    rest = messages.rest
    for (const message of messages.whole) receive(JSON.parse(message))
  })

  function receive({ id, method, params, sessionId, result, error }) {
    if (method !== undefined) {
      for (const listener of listeners) if (listener.method === method) listener.call(params, sessionId)
      return
    }
    const { resolve, reject } = waiting.get(id) ?? {}
    waiting.delete(id)
    if (error === undefined) resolve?.(result)
    else reject?.(new Error(error.message))
  }

  return {
    send(method, params = {}, sessionId = undefined) {
      if (isClosed) return Promise.reject(new Error('the app has ended'))
      const id = ++lastId
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      })
    },
    on(method, call, sessionId = undefined) {
      const listener = {
        method,
        call: (params, from) => {
          if (sessionId === undefined || from === sessionId) call(params)
        },
      }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Messages end with a zero byte. */
function splitMessages(bytes) {
  const whole = []
  let from = 0
  for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, from)) {
    whole.push(bytes.toString('utf8', from, end))
    from = end + 1
  }
  return { whole, rest: bytes.subarray(from) }
}
