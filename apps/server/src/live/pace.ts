import type { Pace } from '@barycentre/sync'

/** What a line is like: as the client says, or `unsaid`. */
export type Link = 'good' | 'long' | 'poor' | 'unsaid'

/** `?link=` of the address. A word that is not known says nothing. */
export function linkOf(parameters: URLSearchParams): Link {
  const word = parameters.get('link')
  return word === 'good' || word === 'long' || word === 'poor' ? word : 'unsaid'
}

/** Whether its messages are to be compressed, each with the ones before it as context. */
export function isCompressed(link: Link): boolean {
  return link === 'long' || link === 'poor'
}

/** `delay`: milliseconds from the answer to the upgrade until the first message, which is a round trip at the least. */
export function paceOf(link: Link, delay: number, longLinkDelay: number): Pace | undefined {
  if (link === 'poor') return poor
  if (link === 'long' || (link === 'unsaid' && delay > longLinkDelay)) return long
  return undefined
}

const long: Pace = { pieceBytes: 16 * 1024, newsEvery: 0 }
const poor: Pace = { pieceBytes: 8 * 1024, newsEvery: 1_000 }

/** In which a state goes on the poorest of lines. */
export const smallestPiece = poor.pieceBytes
