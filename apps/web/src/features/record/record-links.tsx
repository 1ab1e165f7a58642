import { createRecord } from '@barycentre/commands'
import { findRecord, linksOf, type RecordRef } from '@barycentre/plan'
import { MenuButton, showToast } from '@barycentre/ui'
import { Plus, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { Link } from '../../shell/location.tsx'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { useProblemSentence } from '../../shell/problem-sentence.ts'
import { useOpenRecord, useRecordLink } from '../../shell/routes.ts'
import { useRun } from '../../workspace/index.ts'
import { linkedCreations } from './create-linked.ts'
import { fieldLabel, kindLabel, recordName } from './labels.ts'
import { usePanel } from './panel-context.ts'
import styles from './record-panel.module.css'

/** What the record points at, and what points at it: the plan can be walked from here. */
export function RecordLinks() {
  const t = useMessages()
  const { messages } = useLanguage()
  const { plan, record, canWrite } = usePanel()
  const links = useMemo(() => linksOf(plan, record), [plan, record])
  const out = grouped(links.out.map(({ field, to }) => ({ label: fieldLabel(messages, record.kind, field), ref: to })))
  const incoming = grouped(
    links.in.map(({ field, from }) => ({
      label: `${kindLabel(messages, from.kind)} · ${fieldLabel(messages, from.kind, field)}`,
      ref: from,
    })),
  )

  return (
    <section className={styles.section} aria-labelledby="record-links">
      <div className={styles.sectionHead}>
        <h3 id="record-links">{t('record.links')}</h3>
        {canWrite && <CreateLinked />}
      </div>
      {out.size + incoming.size + links.broken.length === 0 && <p className={styles.quiet}>{t('record.noLinks')}</p>}
      {links.broken.map(({ field, id }) => (
        <p key={`${field}/${id}`} className={styles.broken}>
          <TriangleAlert size={14} /> {t('record.brokenLink', { field: fieldLabel(messages, record.kind, field), id })}
        </p>
      ))}
      <LinkList title={t('record.linksOut')} groups={out} />
      <LinkList title={t('record.linksIn')} groups={incoming} />
    </section>
  )
}

type Groups = ReadonlyMap<string, readonly RecordRef[]>

function grouped(links: readonly { readonly label: string; readonly ref: RecordRef }[]): Groups {
  const groups = new Map<string, RecordRef[]>()
  for (const { label, ref } of links) groups.set(label, [...(groups.get(label) ?? []), ref])
  return groups
}

function LinkList({ title, groups }: { title: string; groups: Groups }) {
  const { messages } = useLanguage()
  const { plan } = usePanel()
  const recordLink = useRecordLink()
  if (groups.size === 0) return null
  return (
    <>
      <h4 className={styles.linksTitle}>{title}</h4>
      <dl className={styles.links}>
        {[...groups].map(([label, refs]) => (
          <div key={label}>
            <dt>{label}</dt>
            {refs.map((ref, index) => {
              const record = findRecord(plan, ref)
              return (
                <dd key={index}>
                  <Link href={recordLink(ref)} dir="auto">
                    {record ? recordName(messages, plan, record) : ref.id}
                  </Link>
                </dd>
              )
            })}
          </div>
        ))}
      </dl>
    </>
  )
}

/** A new record that points at this one from its first moment; the panel goes on to it. */
function CreateLinked() {
  const t = useMessages()
  const { messages } = useLanguage()
  const { record } = usePanel()
  const run = useRun()
  const open = useOpenRecord()
  const problemSentence = useProblemSentence()
  const creations = linkedCreations(record)
  if (creations.length === 0) return null

  return (
    <MenuButton
      size="small"
      tone="quiet"
      icon={<Plus size={14} />}
      label={t('record.createLinked')}
      placement="below-end"
      entries={creations.map(({ kind, field, fields }) => ({
        label: kindLabel(messages, kind),
        detail: fieldLabel(messages, kind, field),
        onSelect() {
          const result = run(createRecord, { kind, fields })
          if (result.ok) return open({ kind, id: result.value })
          const { code, ...facts } = result.error
          showToast(problemSentence({ code, facts }), { tone: 'danger' })
        },
      }))}
    />
  )
}
