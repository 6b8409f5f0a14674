/** Shorter ones are abbreviations or salutations rather than sentences. */
const LEAST = 24

/** The first sentence of what a provider says; the whole where it is only one, or does not end like one. */
export function takeLead(text: string): string {
  const ends = [...text.matchAll(/[.!?。！？](?=\s+[\p{Lu}\p{Lo}"“]|$)|[。！？]/gu)].map(({ index }) => index + 1)
  const end = ends.find((position) => position >= LEAST)
  return end === undefined ? text : text.slice(0, end)
}
