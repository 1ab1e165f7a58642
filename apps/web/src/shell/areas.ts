import type { Area } from '@barycentre/messages'
import type { Screen } from './routes.ts'

// Which messages a screen needs, so that a language costs what is looked at and not all that there is.
// vite.config.ts puts those into one chunk that are listed here together; test/shell/areas.test.ts compares the
// screens' sources with these lists.

export const everywhereAreas = ['shell', 'presence', 'roles', 'refusals'] as const satisfies readonly Area[]

/** The names of kinds and fields are said all over a workspace: a finding, a card and a tooltip name records. */
export const workspaceAreas = ['kinds', 'record'] as const satisfies readonly Area[]

export const homeAreas = ['home', 'import'] as const satisfies readonly Area[]

/** Canvas and benchmarks show each other's things: a card its benchmarks, a row its objective. */
export const gridAreas = ['canvas', 'benchmarks'] as const satisfies readonly Area[]

export const screenAreas: Readonly<Record<Screen, readonly Area[]>> = {
  vision: ['vision'],
  canvas: gridAreas,
  benchmarks: gridAreas,
  cabinet: ['cabinet'],
  people: ['people'],
}

/** What the address needs that the page was opened with. */
export function areasOfPath(path: string): readonly Area[] {
  const [first, , screen] = path.split('/').filter(Boolean)
  if (first === undefined) return [...everywhereAreas, ...homeAreas]
  if (first !== 'w') return everywhereAreas
  const ofScreen = screen !== undefined && Object.hasOwn(screenAreas, screen) ? screenAreas[screen as Screen] : []
  return [...everywhereAreas, ...workspaceAreas, ...ofScreen]
}
