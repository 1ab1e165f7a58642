import { groups, roles, type Group, type Role } from '@barycentre/access'
import { err, ok, type Result } from '@barycentre/kit'
import * as s from '@barycentre/kit/schema'
import { askMe } from './ask-me.ts'

/** A "no" of the server (RFC 9457), or of the way to it. The sentence is made by `useProblemSentence`. */
export type Problem = {
  readonly code: string
  readonly status: number
  readonly facts: Readonly<Record<string, unknown>>
}

export type Reply<T> = Promise<Result<T, Problem>>

const group = s.oneOf(groups)
const role = s.oneOf(roles)

const workspace = s.object({ id: s.string(), name: s.string(), role, group })
const person = s.object({ id: s.string(), name: s.string(), entity: s.string() })
const me = s.object({ person: s.nullable(person), workspaces: s.array(workspace) })
const invitationOffer = s.object({
  workspaces: s.array(s.object({ id: s.string(), name: s.string() })),
  group,
  role,
  owner: s.boolean(),
  expiresAt: s.string(),
  usesLeft: s.number(),
})
const importReport = s.object({
  records: s.number(),
  notes: s.array(s.object({ code: s.string(), path: s.string(), facts: s.record(s.unknown()) })),
})
const createdWorkspace = s.object({ id: s.string(), name: s.string() })
const created = s.object({ workspace: createdWorkspace })
const imported = s.object({ workspace: createdWorkspace, report: importReport })
const member = s.object({ id: s.string(), name: s.string(), entity: s.string(), group, role })
const invitation = s.object({
  id: s.string(),
  group,
  role,
  expiresAt: s.string(),
  usesLeft: s.number(),
  revoked: s.boolean(),
})
const madeInvitation = s.object({ id: s.string(), link: s.string() })
const token = s.object({
  id: s.string(),
  name: s.string(),
  group,
  role,
  createdAt: s.string(),
  revoked: s.boolean(),
})
const madeToken = s.object({ id: s.string(), token: s.string() })

const ledgerEntry = s.object({
  id: s.string(),
  kind: s.string(),
  about: s.optional(s.nullable(s.object({ kind: s.string(), id: s.string() }))),
  body: s.unknown(),
})
/** One thing that was decided, as the server keeps it. */
export type LedgerEntry = s.TypeOf<typeof ledgerEntry>

export type Me = s.TypeOf<typeof me>
export type WorkspaceEntry = s.TypeOf<typeof workspace>
export type InvitationOffer = s.TypeOf<typeof invitationOffer>
export type ImportReport = s.TypeOf<typeof importReport>
export type Imported = s.TypeOf<typeof imported>
export type Member = s.TypeOf<typeof member>
export type Invitation = s.TypeOf<typeof invitation>
export type AccessToken = s.TypeOf<typeof token>

export type NewInvitation = { group: Group; role: Role; expiresInHours: number; uses: number }
export type NewToken = { name: string; group: Group; role: Role }

export const api = {
  me: (asked = askMe()): Reply<Me> => readReply(asked, me),
  signOut: (): Reply<unknown> => request('POST', '/api/sign-out', s.unknown()),

  invitationOffer: (secret: string): Reply<InvitationOffer> =>
    request('GET', path`/api/invitations/${secret}`, invitationOffer),
  join: (joining: { secret: string; name: string; entity: string }): Reply<{ workspaceIds: string[] }> =>
    request('POST', '/api/join', s.object({ workspaceIds: s.array(s.string()) }), joining),

  createWorkspace: (name: string, from: 'empty' | 'demo'): Reply<s.TypeOf<typeof created>> =>
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
    request('DELETE', path`/api/workspaces/${workspaceId}/members/${personId}`, s.unknown()),
  invitations: (workspaceId: string): Reply<readonly Invitation[]> =>
    request('GET', path`/api/workspaces/${workspaceId}/invitations`, listOf('invitations', invitation)),
  invite: (workspaceId: string, wanted: NewInvitation): Reply<s.TypeOf<typeof madeInvitation>> =>
    request('POST', path`/api/workspaces/${workspaceId}/invitations`, madeInvitation, wanted),
  revokeInvitation: (workspaceId: string, id: string): Reply<unknown> =>
    request('DELETE', path`/api/workspaces/${workspaceId}/invitations/${id}`, s.unknown()),
  tokens: (workspaceId: string): Reply<readonly AccessToken[]> =>
    request('GET', path`/api/workspaces/${workspaceId}/tokens`, listOf('tokens', token)),
  createToken: (workspaceId: string, wanted: NewToken): Reply<s.TypeOf<typeof madeToken>> =>
    request('POST', path`/api/workspaces/${workspaceId}/tokens`, madeToken, wanted),
  revokeToken: (workspaceId: string, id: string): Reply<unknown> =>
    request('DELETE', path`/api/workspaces/${workspaceId}/tokens/${id}`, s.unknown()),
}

const problemBody = s.object({ code: s.string(), facts: s.optional(s.record(s.unknown())) })

function request<T>(method: string, url: string, schema: s.Schema<T>, body?: unknown): Reply<T> {
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

async function readReply<T>(asked: Promise<Response>, schema: s.Schema<T>): Reply<T> {
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
    const problem = problemBody.parse(json)
    // A proxy in between answers in its own words; its status is all that can be used.
    if (!problem.ok) return err({ code: 'unexpected', status: response.status, facts: { status: response.status } })
    return err({ code: problem.value.code, status: response.status, facts: problem.value.facts ?? {} })
  }
  const parsed = schema.parse(json)
  if (!parsed.ok) return err({ code: 'not-understood', status: response.status, facts: {} })
  return ok(parsed.value)
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    // Not JSON: the caller's schema says so.
    return undefined
  }
}

function listOf<T>(name: string, item: s.Schema<T>): s.Schema<T[]> {
  const list = s.object({ [name]: s.array(item) })
  return {
    parse(value) {
      const parsed = list.parse(value)
      return parsed.ok ? ok(parsed.value[name] as T[]) : parsed
    },
  }
}

function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent))
}
