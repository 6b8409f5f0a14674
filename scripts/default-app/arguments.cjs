// Parses `electron [options] <app> [arguments for the app]`.

/**
 * Reads a command line as Electron's own default app does: the first word that isn't an option is the app, and the
 * words after it belong to the app. Skips Chromium's and Node's options (`--inspect=0`, `--no-sandbox`, …), which
 * always have their value in the same word.
 *
 * Returns `{ app, modules, print }`: the app's folder or file (`undefined` if none was given), the modules to load
 * before it, and which fact to print instead of starting (`'version'` or `'abi'`).
 */
function parseArguments(words) {
  const modules = []
  let print
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]
    if (word === '-r' || word === '--require') {
      index += 1
      if (index === words.length) throw new Error(`${word} needs a module`)
      modules.push(words[index])
    } else if (word === '-v' || word === '--version') print ??= 'version'
    else if (word === '-a' || word === '--abi') print ??= 'abi'
    else if (word.startsWith('--app=')) return { app: word.slice('--app='.length), modules, print }
    else if (!word.startsWith('-')) return { app: word, modules, print }
  }
  return { app: undefined, modules, print }
}

module.exports = { parseArguments }
