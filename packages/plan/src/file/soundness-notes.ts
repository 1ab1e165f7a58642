import { must } from '@barycentre/kit'
import { definitions } from '../definitions.ts'
import type { Fields } from '../field.ts'
import type { Kind } from '../kind.ts'
import { referencesIn } from '../links.ts'
import type { AnyRecord, Plan } from '../plan.ts'
import { readStructure, type UnsoundLine } from '../structure.ts'
import type { ImportNote } from './plan-file.ts'

/** What does not fit together in a plan that was read: kept as it is, and noted where it stood in the file. */
export function soundnessNotes(plan: Plan, pathOf: ReadonlyMap<AnyRecord, string>): ImportNote[] {
  return [...danglingReferences(plan, pathOf), ...unsoundLines(plan, pathOf)]
}

function danglingReferences(plan: Plan, pathOf: ReadonlyMap<AnyRecord, string>): ImportNote[] {
  const notes: ImportNote[] = []
  for (const [record, path] of pathOf) {
    for (const { field, to, id } of referencesIn(record)) {
      if (to.some(kind => plan[kind].has(id))) continue
      notes.push({ code: 'dangling-reference', path: `${path}.${fileFieldOf(record.kind, field)}`, facts: { id } })
    }
  }
  return notes
}

function fileFieldOf(kind: Kind, field: string): string {
  const [name = field, ...rest] = field.split('.')
  const fields: Fields = definitions[kind].fields
  return [fields[name]?.fileKey ?? name, ...rest].join('.')
}

function unsoundLines(plan: Plan, pathOf: ReadonlyMap<AnyRecord, string>): ImportNote[] {
  return readStructure(plan).unsound.flatMap(unsound => {
    const line = must(plan.line.get(unsound.lineId), 'a reading names lines of its plan')
    const path = must(pathOf.get(line), 'every record stood somewhere in the file')
    // An end that names a missing post is a dangling reference already.
    if (unsound.code === 'dangling-line' && unsound.ends.every(end => line[end] !== undefined)) return []
    return [{ path, ...codeAndFacts(unsound) }]
  })
}

function codeAndFacts(unsound: UnsoundLine): Pick<ImportNote, 'code' | 'facts'> {
  switch (unsound.code) {
    case 'cycle':
      return { code: 'line-cycle', facts: { lineIds: unsound.lineIds } }
    case 'second-superior':
      return { code: 'second-superior', facts: { postId: unsound.postId, countsLineId: unsound.countsLineId } }
    case 'duplicate-line':
      return { code: 'duplicate-line', facts: { countsLineId: unsound.countsLineId } }
    case 'dangling-line':
      return { code: 'unfinished-line', facts: { ends: unsound.ends } }
  }
}
