/** The first place at which a text stops being JSON, counted from 1; `truncated` where it only lacks its end. */
export interface JsonFault {
  readonly line: number
  readonly column: number
  readonly truncated: boolean
}

/**
 * Looks for what `JSON.parse` refused. Engines word their messages differently and some leave the place out, so the
 * text is read once more by the grammar. No recursion, in patterns neither: a hostile file may nest as deep and run as
 * long as it likes.
 */
export function findJsonFault(text: string): JsonFault {
  const at = faultOffset(text)
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return { line, column: at - before.lastIndexOf('\n'), truncated: text.slice(at).trim() === '' }
}

const blank = /[ \t\n\r]*/y
const plainCharacters = /[^"\\\u0000-\u001f]*/y
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const unfinishedEscape = /\\(?:u[0-9a-fA-F]{0,3})?/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const unfinishedScalar = /t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?|-?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE][+-]?)?/y

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
  /** Moves on only if the text ends in the middle of this: then it could still become what was expected. */
  const matchedToTheEnd = (beginning: RegExp): void => {
    const start = at
    matched(beginning)
    if (at < text.length) at = start
  }
  /** Whether a string stands here; if it breaks off, `at` is where. */
  const readString = (): boolean => {
    if (text[at] !== '"') return false
    at++
    do matched(plainCharacters)
    while (matched(escape))
    const whole = text[at] === '"'
    if (whole) at++
    else matchedToTheEnd(unfinishedEscape)
    return whole
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
      if (!readString()) return at
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
      if (next === '"' && !readString()) return at
      if (next !== '"' && !matched(scalar)) {
        matchedToTheEnd(unfinishedScalar)
        return at
      }
      expected = 'comma-or-end'
    }
  }
}
