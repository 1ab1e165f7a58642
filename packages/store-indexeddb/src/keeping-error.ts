/**
 * Why this device cannot keep something.
 * - `unavailable`: the browser allows no storage here (private mode, blocked by a policy).
 * - `quota`: there is no room left.
 * - `newer`: a newer version of the application has changed the layout of the storage.
 * - `cleared`: somebody signed out, here or in another tab.
 * - `closed`: the store was closed.
 * - `failed`: anything else; `cause` says what.
 */
export type KeepingErrorCode = 'unavailable' | 'quota' | 'newer' | 'cleared' | 'closed' | 'failed'

export class KeepingError extends Error {
  override readonly name = 'KeepingError'
  readonly code: KeepingErrorCode

  constructor(code: KeepingErrorCode, cause?: unknown) {
    super(`This device cannot keep it: ${code}`, { cause })
    this.code = code
  }
}

const codesByName: { readonly [name: string]: KeepingErrorCode } = {
  QuotaExceededError: 'quota',
  VersionError: 'newer',
  SecurityError: 'unavailable',
  NotAllowedError: 'unavailable',
}

/** `otherwise`: what an error means that does not say. */
export function keepingErrorOf(cause: unknown, otherwise: KeepingErrorCode): KeepingError {
  if (cause instanceof KeepingError) return cause
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : ''
  return new KeepingError(codesByName[name] ?? otherwise, cause)
}
