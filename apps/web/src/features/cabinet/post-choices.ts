import { titleOf, type RecordOf } from '@barycentre/plan'
import type { Choice } from '@barycentre/ui'

/** Posts as choices of a search field; the entity tells like-named ones apart. */
export function postChoices(
  posts: ReadonlyMap<string, RecordOf<'post'>>,
  entities: ReadonlyMap<string, RecordOf<'entity'>>,
  isOffered: (id: string) => boolean = () => true,
): readonly Choice[] {
  return [...posts.values()]
    .filter(post => isOffered(post.id))
    .map(post => {
      const entity = entities.get(post.entityId ?? '')
      const detail = [entity?.acronym ?? entity?.name, post.level].filter(Boolean).join(' · ')
      return { value: post.id, label: titleOf(post), detail: detail || undefined }
    })
}
