import type { Json } from '@barycentre/kit'
import { isJsonObject, type JsonObject } from './json-object.ts'
import type { ProseJson } from './plan-file.ts'

/** The text as a plan file keeps it: a line per paragraph, with the line ends of one system. */
export function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** What a rich text says, without its form: each block of text a line. */
export function plainTextOf(document: ProseJson): string {
  return linesOf(document).join('\n')
}

/** Whether a rich text is nothing but plain paragraphs, so that its plain text says it all. */
export function isPlain(document: ProseJson): boolean {
  return contentOf(document).every(
    block => block['type'] === 'paragraph' && saysOnly(block, 'content') && contentOf(block).every(isPlainLeaf),
  )
}

export function isProseJson(value: unknown): value is ProseJson {
  return isJsonObject(value) && value['type'] === 'doc' && Array.isArray(value['content'] ?? [])
}

function isPlainLeaf(node: JsonObject): boolean {
  const { type, text } = node
  return type === 'text' && typeof text === 'string' && !/[\r\n]/.test(text) && saysOnly(node, 'text')
}

/** Attributes and marks that are empty say nothing. */
function saysOnly(node: JsonObject, name: string): boolean {
  return Object.entries(node).every(([key, value]) => key === 'type' || key === name || saysNothing(value))
}

function saysNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true
  if (Array.isArray(value)) return value.length === 0
  return isJsonObject(value) && Object.values(value).every(saysNothing)
}

const blocksOfText = new Set(['paragraph', 'heading', 'codeBlock'])

function linesOf(node: JsonObject): string[] {
  if (!blocksOfText.has(String(node['type']))) return contentOf(node).flatMap(linesOf)
  return plainLines(contentOf(node).map(inlineText).join('')).split('\n')
}

function inlineText(node: JsonObject): string {
  if (node['type'] === 'hardBreak') return '\n'
  return typeof node['text'] === 'string' ? node['text'] : contentOf(node).map(inlineText).join('')
}

function contentOf(node: JsonObject): readonly JsonObject[] {
  const { content } = node
  return Array.isArray(content) ? (content as readonly Json[]).filter(isJsonObject) : []
}
