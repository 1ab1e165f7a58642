import type { RecordOf } from '@barycentre/plan'
import { Building2, Component, UserRound, UsersRound } from 'lucide-react'

export type PostKind = NonNullable<RecordOf<'post'>['postKind']>

export const postKinds = ['post', 'unit', 'office', 'body'] as const satisfies readonly PostKind[]

const icons = { post: UserRound, unit: Component, office: Building2, body: UsersRound }

export function KindIcon({ kind, size = 13 }: { kind: PostKind; size?: number }) {
  const Icon = icons[kind]
  return <Icon size={size} aria-hidden="true" />
}
