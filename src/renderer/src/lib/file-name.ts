import { makeSafeName } from '@shared/hand-off/file-name'

const LONGEST = 60

/** Makes a file name from a prompt's first words, safe on every file system. */
export function makeFileName(prompt: string, extension: string): string {
  // The start is enough; prompts can be very long.
  const words = makeSafeName(prompt.trimStart().slice(0, 4 * LONGEST))
  const cut = [...words].slice(0, LONGEST).join('')
  const whole = words.length > cut.length && cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut
  return `${makeSafeName(whole)}.${extension}`
}
