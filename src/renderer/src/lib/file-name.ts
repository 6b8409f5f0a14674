const LONGEST = 60

/** Makes a file name from a prompt: its first words, safe on every file system. */
export function makeFileName(prompt: string, extension: string): string {
  const words = prompt
    .normalize('NFC')
    // Separators, characters reserved on Windows, and everything invisible.
    .replace(/[\\/:*?"<>|\p{C}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const cut = [...words].slice(0, LONGEST).join('')
  const whole = words.length > cut.length && cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut
  const name = whole.replace(/^[.\s]+|[.\s]+$/g, '')
  return `${name === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name) ? 'image' : name}.${extension}`
}
