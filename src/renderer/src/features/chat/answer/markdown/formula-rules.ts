/** Tells formulas from money and sentences. Pure. */

/** Never part of a sentence. */
const STRONG = /\\[a-zA-Z]|[\^_{]/

/** Two words or more, and nothing that only formulas have. */
export function isProse(content: string): boolean {
  if (STRONG.test(content)) return false
  const words = content.match(/\p{L}{2,}/gu) ?? []
  return words.filter((word) => !FUNCTIONS.test(word)).length >= 2
}

const FUNCTIONS =
  /^(?:sin|cos|tan|cot|sec|csc|log|ln|lg|exp|max|min|sup|inf|lim|det|dim|ker|gcd|lcm|mod|arg|deg|sgn|Pr|Re|Im|Var|Cov)$/

/** Whether the dollar sign here can start a formula: "US$5", "a/$b" and "$ 5" can't. */
export function isFormulaStart(text: string, at: number): boolean {
  return !/[A-Za-z0-9$\\/=&?#%@_]/.test(text[at - 1] ?? '') && /[^\s$]/.test(text[at + 1] ?? '')
}

/** `next`: the character after the closing dollar sign. */
export function looksLikeFormula(content: string, next: string): boolean {
  if (/\s$/.test(content) || /[\d$]/.test(next)) return false
  if (/\p{L}/u.test(next) && !/[\p{L}\p{N})\]}']$/u.test(content)) return false
  if (!/[\p{L}\p{N}\\]/u.test(content) || isProse(content)) return false
  if (STRONG.test(content)) return true
  if (!/^[\p{L}\p{N}\s.,;:+\-*/=<>()[\]!|'·×÷±≤≥≠≈−∈∞→…]+$/u.test(content)) return false
  // "$5 / 6" and the like: after a separate amount, only an equation makes it a formula.
  if (/^\d[\d.,]*\s/.test(content) && !/[=<>≤≥≠≈]/.test(content)) return false
  return (content.match(/\p{L}{2,}/gu) ?? []).every((word) => isNameInFormula(word, content))
}

/** "ABC" is a triangle and "xy" a product, "PATH" and "or" are words. */
function isNameInFormula(word: string, content: string): boolean {
  if (FUNCTIONS.test(word) || /^\p{Lu}{2,3}$/u.test(word)) return true
  return word.length === 2 && !/\s/.test(content)
}
