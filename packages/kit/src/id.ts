import type { Random } from './ports.ts'

declare const brand: unique symbol
/** A string that says what it names, so that a post's id never stands where an objective's belongs. */
export type Branded<Name extends string> = string & { readonly [brand]: Name }

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Twelve characters of Crockford's base 32 (60 bits): made on the device, offline, without asking anybody. */
export function newId(random: Random): string {
  let id = ''
  for (let i = 0; i < 12; i++) id += alphabet[Math.floor(random() * alphabet.length)]
  return id
}
