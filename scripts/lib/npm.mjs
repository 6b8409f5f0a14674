// The npm client as configured on this machine: its registry, its proxy, its cache.

import process from 'node:process'

import { run } from './run.mjs'

/** Runs npm with these arguments; takes and returns what `run` does. */
export function npm(args, options) {
  // Under `npm start`, npm names its own script. Running that with this Node avoids `npm.cmd`, which Windows can only
  // start through a shell.
  const client = process.env.npm_execpath
  if (client?.endsWith('.js')) return run(process.execPath, [client, ...args], options)
  return process.platform === 'win32'
    ? run(process.env.ComSpec ?? 'cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
    : run('npm', args, options)
}

/** Whether npm failed because the registry couldn't be reached. */
export function isUnreachable(output) {
  return /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED|ERR_SOCKET_TIMEOUT)\b/.test(
    output,
  )
}
