/** Caches computed values, so that what is rendered from them keeps its identity while nothing changes. */

/** Recomputes only when one of the inputs is a different object. */
export function remember<Input, Output>(
  listInputs: (input: Input) => readonly unknown[],
  compute: (input: Input) => Output,
): (input: Input) => Output {
  let last: { readonly inputs: readonly unknown[]; readonly output: Output } | undefined
  return (input) => {
    const inputs = listInputs(input)
    if (!last || !areSame(last.inputs, inputs)) last = { inputs, output: compute(input) }
    return last.output
  }
}

/** Returns the previous list as long as the new one has the same items. */
export function keepEqual<Input, Item>(select: (input: Input) => readonly Item[]): (input: Input) => readonly Item[] {
  let last: readonly Item[] = []
  return (input) => {
    const next = select(input)
    if (!areSame(last, next)) last = next
    return last
  }
}

function areSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index])
}
