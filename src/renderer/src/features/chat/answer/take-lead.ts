/** Shorter leads are abbreviations or salutations rather than sentences. */
const LEAST = 24

/** Returns the first sentence of a provider's message, or all of it if there is just one or none ends clearly. */
export function takeLead(text: string): string {
  const ends = [...text.matchAll(/[.!?。！？](?=\s+[\p{Lu}\p{Lo}"“]|$)|[。！？]/gu)].map(({ index }) => index + 1)
  const end = ends.find((position) => position >= LEAST)
  return end === undefined ? text : text.slice(0, end)
}
