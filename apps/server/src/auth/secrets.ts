import { createHash, randomBytes } from 'node:crypto'

/** 256 bits by the machine's own generator, in letters that a link can carry. It is shown once and never stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What is stored of a secret. A plain hash is enough: nobody can guess 256 random bits, so there is nothing that a
 * slow hash would slow down.
 */
export function hashSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest()
}
