import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FileRefusal, ImportNote, ImportReport, PlanFile } from '@barycentre/plan'
import { unreachable } from '@barycentre/kit'
import { readPlanFile } from '../workspaces/read-plan-file.ts'
import { Failure, type Invocation } from './command.ts'

export function readFileOrFail({ workingDir }: Invocation, path: string): PlanFile {
  let text
  try {
    text = readFileSync(resolve(workingDir, path), 'utf8')
  } catch (cause) {
    throw new Failure(`${path} cannot be read (${(cause as NodeJS.ErrnoException).code ?? String(cause)}).`, { cause })
  }
  const file = readPlanFile(text)
  if (!file.ok) throw new Failure(`${path}: ${refusalSentence(file.error)} Nothing was imported.`)
  return file.value
}

/** The report for people: what was read, then what to look at, line by line. */
export function reportLines({ records, notes }: ImportReport): string[] {
  const counted = `${records} records read${notes.length === 0 ? '.' : `, ${notes.length} things to look at:`}`
  return [counted, ...notes.map(noteLine)]
}

export function noteLine({ code, path, facts }: ImportNote): string {
  const details = Object.entries(facts).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return `  ${path}: ${code.replaceAll('-', ' ')}${details.length === 0 ? '' : ` (${details.join(', ')})`}`
}

export function refusalSentence(refusal: FileRefusal): string {
  switch (refusal.code) {
    case 'file-not-json':
      return refusal.truncated
        ? `the file ends in the middle, at line ${refusal.line}, column ${refusal.column}.`
        : `this is not JSON at line ${refusal.line}, column ${refusal.column}.`
    case 'file-not-a-plan':
      return `this is not a plan file${refusal.path === '' ? '' : `, at ${refusal.path}`} (${refusal.reason.replaceAll('-', ' ')}).`
    case 'file-unknown-kind':
      return `${refusal.path} holds records of a kind that this version does not know.`
    case 'file-version':
      return `its schemaVersion is ${JSON.stringify(refusal.found)}; this version reads ${refusal.known.join(', ')}.`
    default:
      return unreachable(refusal)
  }
}
