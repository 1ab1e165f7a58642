/** Sections are written from left to right in every language: `§2.4.3; rec 3.4.3`. */
export function sourceText(source: string): string {
  return `\u2066${source}\u2069`
}
