import { unreachable } from '@barycentre/kit'
import { titleOf, type RecordOf, type Structure } from '@barycentre/plan'
import { Button, Popover } from '@barycentre/ui'
import { TriangleAlert } from 'lucide-react'
import { useRef, useState } from 'react'
import { useMessages } from '../../shell/language.tsx'
import type { ChartActions } from './use-chart-actions.ts'
import styles from './unsound-lines.module.css'

type UnsoundLinesProps = {
  readonly posts: ReadonlyMap<string, RecordOf<'post'>>
  readonly lines: ReadonlyMap<string, RecordOf<'line'>>
  readonly structure: Structure
  readonly actions: ChartActions
  readonly intents: { readonly canWrite: boolean }
  readonly onShow: (postId: string) => void
}

type Unsound = Structure['unsound'][number]

/**
 * What people who drew at the same time have left: two superiors, a circle, a line without an end. The chart reads around
 * it, says so, and offers a way to settle it; nobody's line is taken away unasked.
 */
export function UnsoundLines({ posts, lines, structure, actions, intents, onShow }: UnsoundLinesProps) {
  const t = useMessages()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const { unsound } = structure
  if (unsound.length === 0) return null

  function nameOf(id: string | undefined): string {
    const post = id === undefined ? undefined : posts.get(id)
    return post ? titleOf(post) : t('cabinet.missingPost')
  }
  function sentenceOf(finding: Unsound): string {
    const line = lines.get(finding.lineId)
    const ends = { from: nameOf(line?.from), to: nameOf(line?.to) }
    switch (finding.code) {
      case 'second-superior':
        return t('cabinet.unsoundSecond', { ...ends, counts: nameOf(lines.get(finding.countsLineId)?.to) })
      case 'cycle':
        return t('cabinet.unsoundCycle', { ...ends, count: finding.lineIds.length })
      case 'dangling-line':
        return t('cabinet.unsoundDangling', ends)
      case 'duplicate-line':
        return t('cabinet.unsoundDuplicate', ends)
      default:
        return unreachable(finding)
    }
  }

  return (
    <>
      <Button
        ref={button}
        size="small"
        tone="quiet"
        icon={<TriangleAlert size={16} />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t('cabinet.toSettle', { count: unsound.length })}
      </Button>
      {open && (
        <Popover
          label={t('cabinet.toSettle', { count: unsound.length })}
          anchor={() => button.current}
          placement="below-end"
          onClose={() => setOpen(false)}
        >
          <ul className={styles.list}>
            {unsound.map(finding => {
              const line = lines.get(finding.lineId)
              const shown = [line?.from, line?.to].find(id => id !== undefined && posts.has(id))
              const misread = finding.code === 'second-superior' || finding.code === 'cycle'
              return (
                <li key={`${finding.code}/${finding.lineId}`} className={styles.finding}>
                  <p dir="auto">{sentenceOf(finding)}</p>
                  <div className={styles.ways}>
                    {shown !== undefined && (
                      <Button size="small" tone="quiet" onClick={() => onShow(shown)}>
                        {t('cabinet.show')}
                      </Button>
                    )}
                    {intents.canWrite && misread && (
                      <Button size="small" onClick={() => actions.changeLine(finding.lineId, 'dotted')}>
                        {t('cabinet.makeDotted')}
                      </Button>
                    )}
                    {intents.canWrite && (
                      <Button size="small" onClick={() => actions.removeLine(finding.lineId)}>
                        {t('cabinet.removeThisLine')}
                      </Button>
                    )}
                  </div>
                </li>
              )
            })}
          </ul>
        </Popover>
      )}
    </>
  )
}
