import type { Kind } from '@barycentre/plan'

/**
 * How a plan lies in a Y.Doc. One root map per kind; its keys are cells, `record/path`. Flat, because a nested map that
 * two peers create at once keeps only one peer's fields, while cells merge one by one (docs/decisions/0001).
 *
 *     o01/                        1          the record exists
 *     o01/!                       true       it was removed (a tombstone: what it held stays readable and can come back)
 *     o01/#                       "a0"       its order key
 *     o01/title                   "…"        a register
 *     o01/handover.toEntityId     "moi"      a register within a group
 *     o01/phaseIds/ph1            "a1"       a member of a set, with its place
 *     p01/hats/k3f9               ["a0",{…}] an item of a list: place and value
 *     o01/?leadEntityId           "…"        declared none, with the reason
 *     o01/~colour                 …          a field of the file that this version does not know
 *
 * A prose field is a root text of its own, `prose/objective/o01/needStatement`: a root comes into being by its name
 * alone, so two people who start the same empty field do not overwrite each other.
 */
export const layoutVersion = 1

export const existence = ''
export const tombstone = '!'
export const place = '#'
export const declaredNonePrefix = '?'
export const unknownPrefix = '~'

const proseRoot = 'prose/'

export function cellKey(id: string, path: string): string {
  return `${escapeId(id)}/${path}`
}

export function memberPath(path: string, member: string): string {
  return `${path}/${member}`
}

export function parseCellKey(key: string): { id: string; path: string } | undefined {
  const slash = key.indexOf('/')
  return slash <= 0 ? undefined : { id: unescapeId(key.slice(0, slash)), path: key.slice(slash + 1) }
}

export interface ProseAddress {
  readonly kind: Kind
  readonly id: string
  readonly path: string
}

export function proseName(kind: Kind, id: string, path: string): string {
  return `${proseRoot}${kind}/${escapeId(id)}/${path}`
}

export function parseProseName(name: string): { kind: string; id: string; path: string } | undefined {
  if (!name.startsWith(proseRoot)) return undefined
  const [kind, id, path] = name.slice(proseRoot.length).split('/')
  return kind && id && path ? { kind, id: unescapeId(id), path } : undefined
}

function escapeId(id: string): string {
  return id.replaceAll('%', '%25').replaceAll('/', '%2F')
}

function unescapeId(escaped: string): string {
  return escaped.replaceAll('%2F', '/').replaceAll('%25', '%')
}
