import { groups, roles, type Group, type Role } from '@barycentre/access'
import { err, ok, type Result } from '@barycentre/kit'
import * as z from 'zod/mini'
import { askMe } from './ask-me.ts'

/** A "no" of the server (RFC 9457), or of the way to it. The sentence is made by `useProblemSentence`. */
export type Problem = {
  readonly code: string
  readonly status: number
  readonly facts: Readonly<Record<string, unknown>>
}

export type Reply<T> = Promise<Result<T, Problem>>

const group = z.enum(groups)
const role = z.enum(roles)

const workspace = z.object({ id: z.string(), name: z.string(), role, group })
const person = z.object({ id: z.string(), name: z.string(), entity: z.string() })
const me = z.object({ person: z.nullable(person), workspaces: z.array(workspace) })
const invitationOffer = z.object({
  workspaces: z.array(z.object({ id: z.string(), name: z.string() })),
  group,
  role,
  owner: z.boolean(),
  expiresAt: z.string(),
  usesLeft: z.number(),
})
const importReport = z.object({
  records: z.number(),
  notes: z.array(z.object({ code: z.string(), path: z.string(), facts: z.record(z.string(), z.unknown()) })),
})
const createdWorkspace = z.object({ id: z.string(), name: z.string() })
const created = z.object({ workspace: createdWorkspace })
const imported = z.object({ workspace: createdWorkspace, report: importReport })
const member = z.object({ id: z.string(), name: z.string(), entity: z.string(), group, role })
const invitation = z.object({
  id: z.string(),
  group,
  role,
  expiresAt: z.string(),
  usesLeft: z.number(),
  revoked: z.boolean(),
})
const madeInvitation = z.object({ id: z.string(), link: z.string() })
const token = z.object({
  id: z.string(),
  name: z.string(),
  group,
  role,
  createdAt: z.string(),
  revoked: z.boolean(),
})
const madeToken = z.object({ id: z.string(), token: z.string() })

const ledgerEntry = z.object({
  id: z.string(),
  kind: z.string(),
  about: z.nullish(z.object({ kind: z.string(), id: z.string() })),
  body: z.unknown(),
})
/** One thing that was decided, as the server keeps it. */
export type LedgerEntry = z.infer<typeof ledgerEntry>

export type Me = z.infer<typeof me>
export type WorkspaceEntry = z.infer<typeof workspace>
export type InvitationOffer = z.infer<typeof invitationOffer>
export type ImportReport = z.infer<typeof importReport>
export type Imported = z.infer<typeof imported>
export type Member = z.infer<typeof member>
export type Invitation = z.infer<typeof invitation>
export type AccessToken = z.infer<typeof token>

export type NewInvitation = { group: Group; role: Role; expiresInHours: number; uses: number }
export type NewToken = { name: string; group: Group; role: Role }

export const api = {
  me: (asked = askMe()): Reply<Me> => readReply(asked, me),
  signOut: (): Reply<unknown> => request('POST', '/api/sign-out', z.unknown()),

  invitationOffer: (secret: string): Reply<InvitationOffer> =>
    request('GET', path`/api/invitations/${secret}`, invitationOffer),
  join: (joining: { secret: string; name: string; entity: string }): Reply<{ workspaceIds: string[] }> =>
    request('POST', '/api/join', z.object({ workspaceIds: z.array(z.string()) }), joining),

  createWorkspace: (name: string, from: 'empty' | 'demo'): Reply<z.infer<typeof created>> =>
    request('POST', '/api/workspaces', created, { name, from }),
  importWorkspace: (name: string, file: Blob): Reply<Imported> =>
    request('POST', `/api/workspaces/import?${new URLSearchParams({ name })}`, imported, file),
  /** A link for the browser: what it downloads never passes through the page. */
  exportLink: (workspaceId: string): string => path`/api/workspaces/${workspaceId}/export`,

  ledger: (workspaceId: string): Reply<readonly LedgerEntry[]> =>
    request('GET', path`/api/workspaces/${workspaceId}/ledger`, listOf('entries', ledgerEntry)),

  members: (workspaceId: string): Reply<readonly Member[]> =>
    request('GET', path`/api/workspaces/${workspaceId}/members`, listOf('members', member)),
  removeMember: (workspaceId: string, personId: string): Reply<unknown> =>
    request('DELETE', path`/api/workspaces/${workspaceId}/members/${personId}`, z.unknown()),
  invitations: (workspaceId: string): Reply<readonly Invitation[]> =>
    request('GET', path`/api/workspaces/${workspaceId}/invitations`, listOf('invitations', invitation)),
  invite: (workspaceId: string, wanted: NewInvitation): Reply<z.infer<typeof madeInvitation>> =>
    request('POST', path`/api/workspaces/${workspaceId}/invitations`, madeInvitation, wanted),
  revokeInvitation: (workspaceId: string, id: string): Reply<unknown> =>
    request('DELETE', path`/api/workspaces/${workspaceId}/invitations/${id}`, z.unknown()),
  tokens: (workspaceId: string): Reply<readonly AccessToken[]> =>
    request('GET', path`/api/workspaces/${workspaceId}/tokens`, listOf('tokens', token)),
  createToken: (workspaceId: string, wanted: NewToken): Reply<z.infer<typeof madeToken>> =>
    request('POST', path`/api/workspaces/${workspaceId}/tokens`, madeToken, wanted),
  revokeToken: (workspaceId: string, id: string): Reply<unknown> =>
    request('DELETE', path`/api/workspaces/${workspaceId}/tokens/${id}`, z.unknown()),
}

const problemBody = z.object({ code: z.string(), facts: z.optional(z.record(z.string(), z.unknown())) })

function request<T>(method: string, url: string, schema: z.ZodMiniType<T>, body?: unknown): Reply<T> {
  const asked = fetch(url, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      // A header that no foreign page can send without asking first: the server's guard against forged requests.
      ...(method === 'GET' ? {} : { 'x-barycentre': '1' }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : body instanceof Blob ? body : JSON.stringify(body),
  })
  return readReply(asked, schema)
}

async function readReply<T>(asked: Promise<Response>, schema: z.ZodMiniType<T>): Reply<T> {
  let response: Response
  let text: string
  try {
    response = await asked
    text = await response.text()
  } catch {
    // fetch tells a page nothing about why: no network, a closed server and a cut connection are all one TypeError.
    return err({ code: 'unreachable', status: 0, facts: {} })
  }
  const json = parseJson(text)
  if (!response.ok) {
    const problem = problemBody.safeParse(json)
    // A proxy in between answers in its own words; its status is all that can be used.
    if (!problem.success)
      return err({ code: 'unexpected', status: response.status, facts: { status: response.status } })
    return err({ code: problem.data.code, status: response.status, facts: problem.data.facts ?? {} })
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success) return err({ code: 'not-understood', status: response.status, facts: {} })
  return ok(parsed.data)
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    // Not JSON: the caller's schema says so.
    return undefined
  }
}

function listOf<T>(name: string, item: z.ZodMiniType<T>) {
  return z.pipe(
    z.object({ [name]: z.array(item) }),
    z.transform(reply => reply[name] as T[]),
  )
}

function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent))
}
