export type Starter = 'one' | 'two' | 'three'

/** A few strokes for each starter prompt, in the same hand as the icons. Decoration: the words beside it say it all. */
export function StarterDrawing({ starter }: { readonly starter: Starter }) {
  return (
    <svg
      viewBox="0 0 64 40"
      width={64}
      height={40}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.25}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
      className="-ml-1 shrink-0 text-text-muted"
    >
      <path d={DRAWINGS[starter]} />
    </svg>
  )
}

const DRAWINGS: Readonly<Record<Starter, string>> = {
  // A lighthouse on its cliff, the sun half down.
  one: 'M4 37c3-5 6-8 10-8h12c4 1 6 5 9 8M15.5 29 17 13h6l1.5 16M16.3 21h7.4M17 13V8.5h6V13M16 8.5 20 5l4 3.5m3 1.5 13-3M27 12.5l13 2.5M34 31h26M45 31a6 6 0 0 1 12 0M42 35h8M53 35h4',
  // A teapot on the table.
  two: 'M18 21c0-6.5 6-9 13.5-9S45 14.5 45 21c0 7-5.5 12-13.5 12S18 28 18 21ZM24 13c1.5-3 13.5-3 15 0M33.1 8.5a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 1 1 3.2 0ZM45 22c5-.5 5.5-6.5 10-8.5l2.5 1.5C54 18 53.5 27 43.5 28M18.5 17.5C11 15 9.5 27 20.5 27.5M4 36.5h54',
  // A train below the mountains, under the moon.
  three:
    'M4 27 17 9l8 10.5L34.5 7 51 27M13.5 14l3.5 2.5 3.5-2.800M30 13l4.5 2.5 4-3M58 10a4 4 0 1 1-8 0 4 4 0 1 1 8 0ZM6 35v-4.5A2.5 2.5 0 0 1 8.5 28h39c4 0 7 3 9 7M12 31.5h4M21 31.5h4M30 31.5h4M39 31.5h4M3 37.5h58',
}
