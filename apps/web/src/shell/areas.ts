import type { Area } from '@barycentre/messages'
import type { Screen } from './routes.ts'

// Which messages a screen needs, so that a language costs what is looked at and not all that there is.
// vite.config.ts puts those into one chunk that are listed here together; test/shell/areas.test.ts compares the
// screens' sources with these lists.

export const everywhereAreas = ['shell', 'presence', 'roles', 'refusals'] as const satisfies readonly Area[]

/** The names of kinds, and the fields and choices that screens show, are said all over a workspace. */
export const workspaceAreas = ['kinds'] as const satisfies readonly Area[]

/** What the record panel says: the name of every field and of every choice, by far the most words that there are. */
export const recordAreas = ['record', 'fields'] as const satisfies readonly Area[]

/** What the checks say, and what is said about them. */
export const coherenceAreas = ['coherence', 'checks'] as const satisfies readonly Area[]

export const joinAreas = ['join'] as const satisfies readonly Area[]

/** The question before signing out. */
export const leavingAreas = ['leaving'] as const satisfies readonly Area[]

export const homeAreas = ['home', 'import'] as const satisfies readonly Area[]

export const screenAreas: Readonly<Record<Screen, readonly Area[]>> = {
  vision: ['vision'],
  canvas: ['canvas'],
  benchmarks: ['benchmarks'],
  cabinet: ['cabinet'],
  coherence: coherenceAreas,
  people: ['people'],
}

/** What the address needs that the page was opened with. */
export function areasOfPath(path: string, search = ''): readonly Area[] {
  const [first, , screen] = path.split('/').filter(Boolean)
  if (first === undefined) return [...everywhereAreas, ...homeAreas]
  if (first === 'join') return [...everywhereAreas, ...joinAreas]
  if (first !== 'w') return everywhereAreas
  const ofScreen = screen !== undefined && Object.hasOwn(screenAreas, screen) ? screenAreas[screen as Screen] : []
  const ofRecord = new URLSearchParams(search).has('record') ? recordAreas : []
  return [...new Set([...everywhereAreas, ...workspaceAreas, ...ofScreen, ...ofRecord])]
}
