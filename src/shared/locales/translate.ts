/** Finds the words for a key. Pure. Not a library: nothing of it is needed before the first frame but these few lines. */

/** As in the files beside this one. Plurals are `name_one`, `name_other`, and `name_zero` where zero has words of its own. */
export interface WordTree {
  readonly [name: string]: string | WordTree
}

export type WordValues = Readonly<Record<string, string | number | undefined>>

/** The keys of a tree, dotted. Plurals have one key, without their ending. */
export type WordKey<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends string ? Singular<Name> : `${Name}.${WordKey<Tree[Name]>}`
}[keyof Tree & string]

type Singular<Name extends string> = Name extends `${infer Bare}_${'zero' | 'one' | 'other'}` ? Bare : Name

/**
 * The words of the first tree that has the key, with `{{name}}` replaced by the value of that name, or by nothing if it
 * has none. `count` selects the plural of the language. A key without words stands for itself.
 */
export function translate(trees: readonly WordTree[], language: string, key: string, values: WordValues = {}): string {
  for (const name of listNames(key, language, values['count'])) {
    for (const tree of trees) {
      const words = findWords(tree, name)
      if (words !== undefined) return words.replaceAll(/{{(\w+)}}/g, (_, value: string) => String(values[value] ?? ''))
    }
  }
  return key
}

/** Where the words may be, the best name first. */
function listNames(key: string, language: string, count: WordValues[string]): readonly string[] {
  if (typeof count !== 'number') return [key]
  const plural = `${key}_${getPluralRules(language).select(count)}`
  return count === 0 ? [`${key}_zero`, plural, key] : [plural, key]
}

function findWords(tree: WordTree, key: string): string | undefined {
  let found: string | WordTree | undefined = tree
  for (const name of key.split('.')) {
    if (typeof found !== 'object' || !Object.hasOwn(found, name)) return undefined
    found = found[name]
  }
  return typeof found === 'string' ? found : undefined
}

const pluralRules = new Map<string, Intl.PluralRules>()

/** Made once for each language: making one takes longer than all the rest. */
function getPluralRules(language: string): Intl.PluralRules {
  const known = pluralRules.get(language) ?? new Intl.PluralRules(language)
  pluralRules.set(language, known)
  return known
}
