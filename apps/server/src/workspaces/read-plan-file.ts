import { ok, type Result } from '@barycentre/kit'
import { parsePlanFile, type FileRefusal, type ImportNote, type PlanFile, type ProseJson } from '@barycentre/plan'
import type { ProseNode } from '@barycentre/prose'
import { isTextId } from '../live/document-path.ts'
import { isKnownText } from './text-content.ts'

/** A plan of 10,000 records is about 8 MB. */
export const maxPlanFileBytes = 64 * 1024 * 1024

/**
 * A plan file as this server can take it in: the texts too, each under a name that can be a document's and in a form
 * that the editor knows. What is not so is reported, and of an unknown form the words are kept.
 */
export function readPlanFile(text: string): Result<PlanFile, FileRefusal> {
  const parsed = parsePlanFile(text)
  if (!parsed.ok) return parsed
  const { texts, report, ...rest } = parsed.value
  const known: Record<string, string | ProseJson> = {}
  const notes: ImportNote[] = [...report.notes]
  for (const [name, content] of Object.entries(texts)) {
    const path = `texts.${name}`
    if (!isTextId(name))
      notes.push({ code: 'wrong-type', path, facts: { expected: 'the name of a text', found: name } })
    else if (typeof content === 'string' || isKnownText(content)) known[name] = content
    else {
      notes.push({ code: 'wrong-type', path, facts: { expected: 'a text', found: 'a text of an unknown form' } })
      known[name] = linesOf(content as unknown as ProseNode).join('\n')
    }
  }
  return ok({ ...rest, texts: known, report: { ...report, notes } })
}

/** The words of a text of whatever form: a line for each node that holds text itself. */
function linesOf({ content = [] }: ProseNode): readonly string[] {
  if (!content.some(child => typeof child.text === 'string')) return content.flatMap(linesOf)
  return [content.map(child => child.text ?? linesOf(child).join(' ')).join('')]
}
