/**
 * Whether a request comes from a page of this server. Browsers send `Origin` with every change and every upgrade;
 * whatever sends none is no browser and brings no cookie by stealth.
 */
export function isSameOrigin(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string | undefined,
): boolean {
  if (origin === undefined) return true
  if (publicUrl !== undefined && origin === publicUrl) return true
  if (!URL.canParse(origin)) return false
  return host !== undefined && new URL(origin).host === host
}
