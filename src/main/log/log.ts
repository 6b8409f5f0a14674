/** The log file: `logs/main.log` in the profile folder, at most a megabyte plus one older file, without keys. */
import electronLog from 'electron-log/main'
import { join } from 'node:path'
import { redact } from './redact'

const MAX_BYTES = 1024 * 1024

export interface Log {
  info(text: string): void
  /** Logs an error and its causes. Messages only, since stacks of the SDKs may contain request data. */
  report(what: string, error: unknown): void
}

export function createLog(profile: string): Log {
  const { transports } = electronLog
  transports.file.resolvePathFn = () => join(profile, 'logs', 'main.log')
  transports.file.maxSize = MAX_BYTES
  transports.file.format = '{y}-{m}-{d} {h}:{i}:{s}.{ms} {level} {text}'
  transports.console.level = 'warn'
  transports.ipc.level = false
  return {
    info: (text) => electronLog.info(redact(text)),
    report: (what, error) => electronLog.error(redact(`${what}: ${describe(error)}`)),
  }
}

function describe(error: unknown): string {
  const parts: string[] = []
  for (let current = error, depth = 0; current !== undefined && depth < 5; depth += 1) {
    if (!(current instanceof Error)) {
      parts.push(typeof current === 'string' ? current : typeof current)
      break
    }
    const { code } = current as NodeJS.ErrnoException
    parts.push(`${current.name}${code ? ` ${code}` : ''}: ${current.message}`)
    current = current.cause
  }
  const stack = error instanceof Error ? error.stack?.split('\n').slice(1, 4).join(' ').replace(/\s+/g, ' ') : ''
  return `${parts.join(' <- ')}${stack ? ` (${stack.trim()})` : ''}`
}
