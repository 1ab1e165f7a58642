/** The address that a link leads to, from what was typed: a bare host gets https, a bare address of a person mailto. */
export function linkAddress(typed: string): string | undefined {
  const text = typed.trim()
  if (text === '' || /\s/.test(text)) return undefined
  if (/^(https?|mailto|tel):/i.test(text)) return URL.canParse(text) ? text : undefined
  // Any other scheme could run something, or lead where nobody expects; `host:8080` is none.
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text)) return undefined
  if (/^[^@/]+@[^@/]+\.[^@/.]+$/.test(text)) return `mailto:${text}`
  const address = `https://${text}`
  return /^[^/?#]+\.[^/?#.]+/.test(text) && URL.canParse(address) ? address : undefined
}
