/** The first place at which a text stops being JSON, counted from 1; `truncated` where it only lacks its end. */
export interface JsonFault {
  readonly line: number
  readonly column: number
  readonly truncated: boolean
}

/**
 * Looks for what `JSON.parse` refused. Engines word their messages differently and some leave the place out, so the
 * text is read once more by the grammar. No recursion: a hostile file may nest as deep as it likes.
 */
export function findJsonFault(text: string): JsonFault {
  const at = faultOffset(text)
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return { line, column: at - before.lastIndexOf('\n'), truncated: text.slice(at).trim() === '' }
}

const blank = /[ \t\n\r]*/y
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const unfinishedString = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*(?:\\(?:u[0-9a-fA-F]{0,3})?)?/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const unfinishedScalar = /-?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE][+-]?)?|t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?/y

function faultOffset(text: string): number {
  const open: ('{' | '[')[] = []
  let at = 0
  let expected: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'comma-or-end' = 'value'

  const matched = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const length = pattern.exec(text)?.[0].length ?? 0
    at += length
    return length > 0
  }
  /** The end of the text, where what stands here could still become what was expected. */
  const faultHere = (beginning: RegExp): number => {
    const start = at
    matched(beginning)
    return at >= text.length ? at : beginning === unfinishedString && at > start ? at : start
  }

  for (;;) {
    matched(blank)
    const next = text[at]
    if (expected === 'comma-or-end') {
      const inside = open.at(-1)
      if (inside === undefined || next === undefined) return at
      if (next === ',') expected = inside === '{' ? 'key' : 'value'
      else if (next === (inside === '{' ? '}' : ']')) open.pop()
      else return at
      at++
    } else if (expected === 'key' || expected === 'key-or-end') {
      if (next === '}' && expected === 'key-or-end') {
        at++
        open.pop()
        expected = 'comma-or-end'
        continue
      }
      if (!matched(string)) return faultHere(unfinishedString)
      matched(blank)
      if (text[at] !== ':') return at
      at++
      expected = 'value'
    } else if (next === ']' && expected === 'value-or-end') {
      at++
      open.pop()
      expected = 'comma-or-end'
    } else if (next === '{' || next === '[') {
      at++
      open.push(next)
      expected = next === '{' ? 'key-or-end' : 'value-or-end'
    } else {
      if (next === '"' ? !matched(string) : !matched(scalar)) {
        return faultHere(next === '"' ? unfinishedString : unfinishedScalar)
      }
      expected = 'comma-or-end'
    }
  }
}
