import {
  changeLine,
  createPost,
  drawLine,
  movePosts,
  moveRecord,
  removePosts,
  removeRecord,
  reparentPost,
  setField,
  type Refusal,
} from '@barycentre/commands'
import type { Result } from '@barycentre/kit'
import { titleOf, type RecordOf } from '@barycentre/plan'
import { announce, showToast } from '@barycentre/ui'
import { useMemo } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useProblemSentence } from '../../shell/problem-sentence.ts'
import { usePlan, useRun, useUndo } from '../../workspace/index.ts'
import type { Place } from './box.ts'
import type { PostKind } from './kind-icon.tsx'
import type { LineType } from './line-looks.ts'

export type NewPost = {
  readonly title: string
  readonly postKind: PostKind
  readonly superiorId: string | undefined
  readonly pos: Place | undefined
  /** Inside the mission's frame, where it was put there. */
  readonly insideMission: boolean | undefined
}

/** The cabinet's gestures as commands. What was refused is said in words; what succeeded is announced. */
export type ChartActions = ReturnType<typeof useChartActions>

export function useChartActions() {
  const t = useMessages()
  const run = useRun()
  const { undo } = useUndo()
  const sentence = useProblemSentence()
  const posts = usePlan(plan => plan.post)

  return useMemo(() => {
    function titleFor(id: string): string {
      const post = posts.get(id)
      return post ? titleOf(post) : id
    }
    /** Says why not; gives back whether it was done. */
    function done<Value>(result: Result<Value, Refusal>): result is { ok: true; value: Value } {
      if (result.ok) return true
      const { code, ...facts } = result.error
      showToast(
        code === 'cycle'
          ? t('cabinet.refusedCycle')
          : code === 'duplicate'
            ? t('cabinet.refusedDuplicate')
            : sentence({ code, facts }),
        {
          tone: 'caution',
        },
      )
      return false
    }
    function placesOf(places: ReadonlyMap<string, Place>) {
      return [...places].map(([id, { x, y }]) => ({ id, pos: { x: Math.round(x), y: Math.round(y) } }))
    }

    return {
      /** The id of the new post; it takes its superior's entity and its side of the mission's frame. */
      create({ title, postKind, superiorId, pos, insideMission }: NewPost): string | undefined {
        const superior = superiorId === undefined ? undefined : posts.get(superiorId)
        const result = run(createPost, {
          title,
          postKind,
          ...(superiorId === undefined ? {} : { superiorId }),
          ...(pos === undefined ? {} : { pos: { x: Math.round(pos.x), y: Math.round(pos.y) } }),
          fields: inherited(superior, insideMission),
        })
        if (!done(result)) return undefined
        announce(t('cabinet.created', { title }))
        return result.value
      },
      rename(id: string, title: string): void {
        if (done(run(setField, { kind: 'post', id, field: 'title', value: title })))
          announce(t('cabinet.renamed', { title }))
      },
      setKind(id: string, postKind: PostKind): void {
        done(run(setField, { kind: 'post', id, field: 'postKind', value: postKind }))
      },
      move(places: ReadonlyMap<string, Place>): void {
        if (places.size > 0) done(run(movePosts, { places: placesOf(places) }))
      },
      tidy(places: ReadonlyMap<string, Place>): void {
        if (!done(run(movePosts, { places: placesOf(places) }))) return
        showToast(t('cabinet.tidied', { count: places.size }), { action: { label: t('cabinet.undo'), onSelect: undo } })
      },
      reparent(id: string, superiorId: string | null, places: ReadonlyMap<string, Place> = new Map()): boolean {
        if (!done(run(reparentPost, { id, superiorId, places: placesOf(places) }))) return false
        announce(
          superiorId === null
            ? t('cabinet.nowReportsToNobody', { title: titleFor(id) })
            : t('cabinet.nowReportsTo', { title: titleFor(id), superior: titleFor(superiorId) }),
        )
        return true
      },
      /** Earlier or later among the reports of the same superior: `before` is the post it shall stand before. */
      moveBefore(id: string, before: string | null): void {
        done(run(moveRecord, { kind: 'post', id, before }))
      },
      drawLine(from: string, to: string, type: LineType): boolean {
        if (!done(run(drawLine, { from, to, type }))) return false
        announce(t('cabinet.lineDrawn', { type: t(`cabinet.line.${type}`), from: titleFor(from), to: titleFor(to) }))
        return true
      },
      changeLine(id: string, type: LineType): boolean {
        return done(run(changeLine, { id, type }))
      },
      removeLine(id: string): void {
        if (!done(run(removeRecord, { kind: 'line', id }))) return
        showToast(t('cabinet.lineRemoved'), { action: { label: t('cabinet.undo'), onSelect: undo } })
      },
      /** Removes the posts with their lines, and says how many other records still name them. */
      remove(ids: readonly string[]): void {
        const title = titleFor(ids[0] ?? '')
        const result = run(removePosts, { ids: [...ids] })
        if (!done(result)) return
        showToast(t('cabinet.removed', { count: ids.length, title, dependants: result.value.dependants.length }), {
          action: { label: t('cabinet.undo'), onSelect: undo },
        })
      },
    }
  }, [posts, run, sentence, t, undo])
}

function inherited(superior: RecordOf<'post'> | undefined, insideMission: boolean | undefined) {
  const inside = superior?.insideMission ?? insideMission
  return {
    ...(superior?.entityId === undefined ? {} : { entityId: superior.entityId }),
    ...(superior?.external === undefined ? {} : { external: superior.external }),
    ...(inside === undefined ? {} : { insideMission: inside }),
  }
}
