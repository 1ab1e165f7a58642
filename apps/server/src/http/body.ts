import type { Context } from 'hono'
import * as z from 'zod/mini'
import { Problem } from './problem.ts'

/** The request's JSON as the schema reads it; anything else is refused with the path and the reason. */
export async function readBody<T>(c: Context, schema: z.ZodMiniType<T>): Promise<T> {
  let json: unknown
  try {
    json = await c.req.json()
  } catch {
    // Whatever the parser says of it, the caller learns the same: this is not JSON.
    throw new Problem('invalid', { path: '', reason: 'not-json' })
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Problem('invalid', { path: issue?.path.join('.') ?? '', reason: issue?.code ?? 'invalid' })
}

/** A name that a person typed: without space around it, neither empty nor endless. */
export function nameSchema(): z.ZodMiniType<string> {
  return z.pipe(
    z.string(),
    z.pipe(
      z.transform((text: string) => text.trim()),
      z.string().check(z.minLength(1), z.maxLength(200)),
    ),
  )
}
