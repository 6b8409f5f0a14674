/** Answers the page's requests: checks the sender, parses the input, then acts. Handlers see nothing unparsed. */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { REQUEST_NAMES, type Input, type Output, type Reply, type RequestName } from '@shared/contract'
import { FailureError, type Failure } from '@shared/failure'
import type { Parsers } from './parsers'

/** The window that sent the request. Taken from the event, never from the input. */
export interface Caller {
  readonly contents: WebContents
}

export type Handlers = {
  readonly [R in RequestName]: (input: Input<R>, caller: Caller) => Output<R> | Promise<Output<R>>
}

export interface RouterParts {
  readonly ipcMain: Pick<IpcMain, 'handle'>
  readonly isAllowed: (event: IpcMainInvokeEvent, name: unknown) => boolean
  /** Loads both on the page's first request; the first requests wait for it. Called with each request. */
  readonly provide: () => Promise<{ readonly parsers: Parsers; readonly handlers: Handlers }>
  readonly report: (what: string, error: unknown) => void
}

const names: ReadonlySet<unknown> = new Set(REQUEST_NAMES)

export function routeRequests({ ipcMain, isAllowed, provide, report }: RouterParts): void {
  ipcMain.handle('easel:request', async (event, name: unknown, input: unknown): Promise<Reply<unknown>> => {
    if (!isAllowed(event, name) || !isRequestName(name)) return refused('request-refused')
    try {
      const { parsers, handlers } = await provide()
      return { ok: true, value: await act(name, input, parsers, handlers, { contents: event.sender }) }
    } catch (error) {
      if (error instanceof FailureError) return { ok: false, failure: error.failure }
      report(`the request ${name} failed`, error)
      return refused('internal-error')
    }
  })
}

function act<R extends RequestName>(
  name: R,
  input: unknown,
  parsers: Parsers,
  handlers: Handlers,
  caller: Caller,
): Output<R> | Promise<Output<R>> {
  return handlers[name](parsers[name](input), caller)
}

function isRequestName(name: unknown): name is RequestName {
  return names.has(name)
}

function refused(code: Failure['code']): Reply<never> {
  return { ok: false, failure: { code, charge: 'none', at: Date.now() } }
}
