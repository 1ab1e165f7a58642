/**
 * JSON taken apart into its form and the whole numbers in it: `{"x":12,"y":-3}` is `{"x":#,"y":#}` with 12 and -3. Of
 * many texts that differ in such numbers only, the form is said once. A `#` outside of strings is no JSON.
 */
export function takeNumbers(json: string): { readonly form: string; readonly numbers: readonly number[] } {
  const numbers: number[] = []
  const form = json.replace(tokens, token => {
    const number = Number(token)
    // One that would not come back as it was written stays in the form: fractions, 1e3, -0, and every string.
    if (!Number.isSafeInteger(number) || String(number) !== token) return token
    numbers.push(number)
    return place
  })
  return { form, numbers }
}

/** What stands before, between and behind the numbers of a form. */
export function piecesOf(form: string): readonly string[] {
  const pieces: string[] = []
  let from = 0
  for (const { 0: token, index } of form.matchAll(tokens)) {
    if (token !== place) continue
    pieces.push(form.slice(from, index))
    from = index + 1
  }
  return [...pieces, form.slice(from)]
}

const place = '#'

/** Strings, for what stands in them is no number; numbers; and their places. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|#/g
