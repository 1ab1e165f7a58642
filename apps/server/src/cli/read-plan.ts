import { createReadStream, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parsePlanFile, type ImportNote, type PlanFile } from '@barycentre/plan'
import { maxPlanFileBytes } from '../workspaces/read-plan-file.ts'
import { Unreadable, type Invocation } from './command.ts'
import { noteLine, refusalSentence } from './read-file.ts'

/** The plan in a file, or in what is fed in (`-`). Unreadable as well where something in it is not what it should be. */
export async function readPlan(invocation: Invocation, path: string): Promise<PlanFile> {
  const name = path === '-' ? 'The standard input' : path
  const text = await readText(path === '-' ? invocation.input() : open(invocation, path), name)
  const file = parsePlanFile(text)
  if (!file.ok) throw new Unreadable(`${name}: ${refusalSentence(file.error)}`)
  const wrong = file.value.report.notes.filter(({ code }) => code === 'wrong-type')
  if (wrong.length > 0)
    throw new Unreadable([`${name} cannot be checked as it stands:`, ...someOf(wrong.map(wrongLine))].join('\n'))
  return file.value
}

/** What else was read otherwise than it stands: said, and no reason to stop. */
export function noteLines({ report }: PlanFile): string[] {
  return someOf(report.notes.map(noteLine))
}

const mostLines = 20

function someOf(lines: readonly string[]): string[] {
  const more = lines.length - mostLines
  return more <= 1 ? [...lines] : [...lines.slice(0, mostLines), `  … and ${more} more`]
}

function open({ workingDir }: Invocation, path: string): AsyncIterable<Uint8Array> {
  const file = resolve(workingDir, path)
  let found
  try {
    found = statSync(file)
  } catch (cause) {
    throw notRead(path, cause)
  }
  if (found.isDirectory()) throw new Unreadable(`${path} is a folder, not a file.`)
  if (found.size > maxPlanFileBytes) throw tooLarge(path)
  return createReadStream(file)
}

async function readText(source: AsyncIterable<Uint8Array>, name: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of source) {
      size += chunk.length
      if (size > maxPlanFileBytes) throw tooLarge(name)
      chunks.push(chunk)
    }
  } catch (cause) {
    throw cause instanceof Unreadable ? cause : notRead(name, cause)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch (cause) {
    throw new Unreadable(`${name} is not text (UTF-8).`, { cause })
  }
}

function tooLarge(name: string): Unreadable {
  return new Unreadable(`${name} is larger than ${maxPlanFileBytes / 1024 / 1024} MiB, which no plan is.`)
}

function notRead(name: string, cause: unknown): Unreadable {
  const { code = String(cause) } = cause as NodeJS.ErrnoException
  return new Unreadable(code === 'ENOENT' ? `There is no ${name}.` : `${name} cannot be read (${code}).`, { cause })
}

function wrongLine({ path, facts }: ImportNote): string {
  const { expected, found } = facts
  return `  ${path}: ${expectations[String(expected)] ?? String(expected)} is expected, but ${shortened(JSON.stringify(found))} was found`
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** What a field takes, for people. */
const expectations: { readonly [shape: string]: string } = {
  line: 'text',
  prose: 'text',
  text: 'text',
  date: 'a date (2006-09-01)',
  number: 'a number in its limits',
  'yes-no': 'true or false',
  choice: 'one of the words that docs/plan-format.md lists',
  reference: 'an id',
  id: 'an id',
  place: '{"x", "y"}',
  set: 'a list',
  list: 'a list',
  group: 'an object',
  item: 'an object',
  record: 'an object',
  'ledger-entry': '{"kind", "id", "body"} of a known kind',
}
