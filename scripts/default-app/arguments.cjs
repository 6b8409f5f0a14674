// What `electron [options] <app> [arguments for the app]` means.

/**
 * Reads a command line as Electron's own default app does: the first word that is no option is the app, and all
 * after it belongs to the app. Chromium's and Node's options (`--inspect=0`, `--no-sandbox`, …) are not ours and
 * are passed over; they always carry their value in the same word.
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
