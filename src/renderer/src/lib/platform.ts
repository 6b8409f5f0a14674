import type { Platform } from '@shared/shortcuts'

/** The system as reported by Chromium, available before main has sent anything. */
export const PLATFORM: Platform = readPlatform(navigator.platform)

function readPlatform(name: string): Platform {
  if (name.startsWith('Mac')) return 'darwin'
  return name.startsWith('Win') ? 'win32' : 'linux'
}
