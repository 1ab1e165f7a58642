import { createRecord, setField } from '@barycentre/commands'
import { definitions, type RecordOf } from '@barycentre/plan'
import { Badge, Button, EmptyState, IconButton, MenuButton } from '@barycentre/ui'
import { ChevronDown, ChevronRight, Ellipsis, Plus, Target, X } from 'lucide-react'
import { useId, useMemo, useRef, useState, type ReactNode } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useOpenRecord } from '../../shell/routes.ts'
import { useCanWrite, usePlan } from '../../workspace/index.ts'
import { FindingMark } from '../coherence/finding-mark.tsx'
import { ProseField } from '../record/prose-field.tsx'
import { branchesOf, type CapabilityBranch, type RequirementBranch } from './centre-of-gravity-model.ts'
import { choicesOf } from './field-choices.ts'
import { LineEditor } from './line-editor.tsx'
import { useAct, useRefusalSentence, useRemove } from './use-act.ts'
import styles from './centres-of-gravity.module.css'

/** The candidates for the centre of gravity, each with its capabilities, what they require, and where that can be hurt. */
export function CentresOfGravity() {
  const t = useMessages()
  const act = useAct()
  const canWrite = useCanWrite()
  const candidates = usePlan(plan => plan.centreOfGravity)
  const heading = useId()

  function add() {
    const result = act(createRecord, {
      kind: 'centreOfGravity',
      fields: { title: t('canvas.newCentre'), status: 'proposed' },
    })
    if (result.ok) focusEditorSoon(result.value)
  }

  return (
    <section className={styles.section} aria-labelledby={heading}>
      <header className={styles.sectionHead}>
        <h2 id={heading}>{t('canvas.centreOfGravity')}</h2>
        <p className={styles.hint}>{t('canvas.healHint')}</p>
        {canWrite && candidates.size > 0 && (
          <Button size="small" tone="quiet" icon={<Plus size={16} />} onClick={add}>
            {t('canvas.addCandidate')}
          </Button>
        )}
      </header>
      {candidates.size === 0 && (
        <EmptyState
          title={t('canvas.noCentre')}
          actions={
            canWrite && (
              <Button icon={<Plus size={16} />} onClick={add}>
                {t('canvas.addCandidate')}
              </Button>
            )
          }
        >
          {t('canvas.noCentreText')}
        </EmptyState>
      )}
      {[...candidates.values()].map(candidate => (
        <Candidate key={candidate.id} candidate={candidate} canWrite={canWrite} />
      ))}
    </section>
  )
}

function Candidate({ candidate, canWrite }: { candidate: RecordOf<'centreOfGravity'>; canWrite: boolean }) {
  const t = useMessages()
  const act = useAct()
  const remove = useRemove()
  const openRecord = useOpenRecord()
  const [open, setOpen] = useState(true)
  const body = useId()
  const title = candidate.title || t('canvas.untitledCentre')
  const ref = { kind: 'centreOfGravity', id: candidate.id } as const

  return (
    <article className={styles.candidate} aria-label={title}>
      <div className={styles.candidateHead}>
        <IconButton
          size="small"
          label={open ? t('canvas.foldCentre') : t('canvas.unfoldCentre')}
          icon={open ? <ChevronDown size={16} /> : <ChevronRight size={16} className="mirrored" />}
          aria-expanded={open}
          aria-controls={body}
          onClick={() => setOpen(!open)}
        />
        <h3 className={styles.candidateTitle}>
          <TextOf
            kind="centreOfGravity"
            id={candidate.id}
            field="title"
            value={candidate.title}
            label={t('canvas.centreTitle')}
            readOnly={!canWrite}
          />
        </h3>
        <FindingMark kind="centreOfGravity" id={candidate.id} />
        {candidate.status && <Badge>{t(`kinds.choice.${candidate.status}`)}</Badge>}
        <MenuButton
          iconOnly
          size="small"
          tone="quiet"
          label={t('canvas.menuOf', { title })}
          icon={<Ellipsis size={16} />}
          placement="below-end"
          entries={[
            { label: t('canvas.open'), onSelect: () => openRecord(ref) },
            ...(canWrite
              ? [
                  {
                    heading: t('canvas.status'),
                  },
                  ...choicesOf(definitions.centreOfGravity.fields.status).map(status => ({
                    label: t(`kinds.choice.${status}`),
                    chosen: candidate.status === status,
                    onSelect: () => void act(setField, { ...ref, field: 'status', value: status }),
                  })),
                  'separator' as const,
                  { label: t('canvas.removeCentre'), danger: true, onSelect: () => void remove(ref, title) },
                ]
              : []),
          ]}
        />
      </div>
      {open && (
        <div id={body} className={styles.candidateBody}>
          <div className={styles.prose}>
            <ProseField
              kind="centreOfGravity"
              id={candidate.id}
              field="goal"
              label={t('canvas.goal')}
              placeholder={canWrite ? t('canvas.goalPlaceholder') : t('canvas.notRecorded')}
              rows={1}
              className={styles.proseField}
            />
            <ProseField
              kind="centreOfGravity"
              id={candidate.id}
              field="rationale"
              label={t('canvas.rationale')}
              placeholder={canWrite ? t('canvas.rationalePlaceholder') : t('canvas.notRecorded')}
              rows={1}
              className={styles.proseField}
            />
          </div>
          <Branches centreOfGravityId={candidate.id} canWrite={canWrite} />
        </div>
      )}
    </article>
  )
}

function Branches({ centreOfGravityId, canWrite }: { centreOfGravityId: string; canWrite: boolean }) {
  const t = useMessages()
  const act = useAct()
  const capability = usePlan(plan => plan.capability)
  const requirement = usePlan(plan => plan.requirement)
  const vulnerability = usePlan(plan => plan.vulnerability)
  const objective = usePlan(plan => plan.objective)
  const branches = useMemo(
    () => branchesOf({ capability, requirement, vulnerability, objective }, centreOfGravityId),
    [capability, requirement, vulnerability, objective, centreOfGravityId],
  )

  function add(kind: 'capability' | 'requirement' | 'vulnerability', parent: Readonly<Record<string, string>>) {
    const result = act(createRecord, { kind, fields: { centreOfGravityId, ...parent } })
    if (result.ok) focusEditorSoon(result.value)
  }

  return (
    <div className={styles.branches}>
      <div className={styles.branchHeads} aria-hidden="true">
        <span>{t('canvas.capabilities')}</span>
        <span>{t('canvas.requirements')}</span>
        <span>{t('canvas.vulnerabilities')}</span>
      </div>
      {branches.map(branch => (
        <CapabilityRow
          key={branch.capability?.id ?? ''}
          branch={branch}
          canWrite={canWrite}
          onAddRequirement={capabilityId => add('requirement', { capabilityId })}
          onAddVulnerability={requirementId => add('vulnerability', { requirementId })}
        />
      ))}
      {canWrite && (
        <span className={styles.add}>
          <Button size="small" tone="quiet" icon={<Plus size={14} />} onClick={() => add('capability', {})}>
            {t('canvas.addCapability')}
          </Button>
        </span>
      )}
    </div>
  )
}

type CapabilityRowProps = {
  readonly branch: CapabilityBranch
  readonly canWrite: boolean
  readonly onAddRequirement: (capabilityId: string) => void
  readonly onAddVulnerability: (requirementId: string) => void
}

function CapabilityRow({ branch, canWrite, onAddRequirement, onAddVulnerability }: CapabilityRowProps) {
  const t = useMessages()
  const { capability } = branch
  return (
    <div className={styles.capability}>
      <div className={styles.node}>
        {capability ? (
          <Node
            kind="capability"
            record={capability}
            label={t('canvas.capability')}
            canWrite={canWrite}
            addLabel={t('canvas.addRequirement')}
            onAdd={() => onAddRequirement(capability.id)}
          />
        ) : (
          <span className={styles.loose}>{t('canvas.noCapability')}</span>
        )}
      </div>
      <div className={styles.requirements}>
        {branch.requirements.map(requirement => (
          <RequirementRow
            key={requirement.requirement?.id ?? ''}
            branch={requirement}
            canWrite={canWrite}
            onAddVulnerability={onAddVulnerability}
          />
        ))}
      </div>
    </div>
  )
}

type RequirementRowProps = Pick<CapabilityRowProps, 'canWrite' | 'onAddVulnerability'> & { branch: RequirementBranch }

function RequirementRow({ branch, canWrite, onAddVulnerability }: RequirementRowProps) {
  const t = useMessages()
  const { requirement, vulnerabilities } = branch
  return (
    <div className={styles.requirement}>
      <div className={styles.node}>
        {requirement ? (
          <Node
            kind="requirement"
            record={requirement}
            label={t('canvas.requirement')}
            canWrite={canWrite}
            addLabel={t('canvas.addVulnerability')}
            onAdd={() => onAddVulnerability(requirement.id)}
          />
        ) : (
          <span className={styles.loose}>{t('canvas.noRequirement')}</span>
        )}
      </div>
      <div className={styles.vulnerabilities}>
        {vulnerabilities.map(({ vulnerability, objectiveCount }) => (
          <div key={vulnerability.id} className={styles.node}>
            <Node kind="vulnerability" record={vulnerability} label={t('canvas.vulnerability')} canWrite={canWrite}>
              <SeverityMenu vulnerability={vulnerability} canWrite={canWrite} />
              <span className={styles.count} data-none={objectiveCount === 0 ? '' : undefined}>
                <Target size={13} aria-hidden="true" />
                {t('canvas.objectiveCount', { count: objectiveCount })}
              </span>
            </Node>
          </div>
        ))}
      </div>
    </div>
  )
}

type NodeProps = {
  readonly kind: 'capability' | 'requirement' | 'vulnerability'
  readonly record: RecordOf<'capability'> | RecordOf<'requirement'> | RecordOf<'vulnerability'>
  readonly label: string
  readonly canWrite: boolean
  /** What hangs on it, one step further. */
  readonly addLabel?: string
  readonly onAdd?: () => void
  readonly children?: ReactNode
}

function Node({ kind, record, label, canWrite, addLabel, onAdd, children }: NodeProps) {
  const t = useMessages()
  const remove = useRemove()
  const title = record.text || t('canvas.untitledNode')
  return (
    <>
      <div className={styles.nodeText}>
        <TextOf kind={kind} id={record.id} field="text" value={record.text} label={label} readOnly={!canWrite} />
        {children && <div className={styles.nodeFacts}>{children}</div>}
      </div>
      {canWrite && (
        <span className={styles.nodeTools}>
          {addLabel && onAdd && <IconButton size="small" label={addLabel} icon={<Plus size={14} />} onClick={onAdd} />}
          <IconButton
            size="small"
            label={t('canvas.removeNode', { title })}
            icon={<X size={14} />}
            onClick={() => remove({ kind, id: record.id }, title)}
          />
        </span>
      )}
    </>
  )
}

function SeverityMenu({ vulnerability, canWrite }: { vulnerability: RecordOf<'vulnerability'>; canWrite: boolean }) {
  const t = useMessages()
  const act = useAct()
  const { severity } = vulnerability
  const word = severity ? t(`kinds.choice.${severity}`) : t('canvas.noSeverity')
  if (!canWrite) {
    return (
      <span className={styles.severity}>
        <SeverityBars severity={severity} />
        {word}
      </span>
    )
  }
  const set = (value: string | null) =>
    void act(setField, { kind: 'vulnerability', id: vulnerability.id, field: 'severity', value })
  return (
    <MenuButton
      size="small"
      tone="quiet"
      className={styles.severity}
      label={t('canvas.severityOf', { severity: word })}
      entries={[
        ...choicesOf(definitions.vulnerability.fields.severity).map(choice => ({
          label: t(`kinds.choice.${choice}`),
          chosen: choice === severity,
          onSelect: () => set(choice),
        })),
        { label: t('canvas.noSeverity'), chosen: severity === undefined, onSelect: () => set(null) },
      ]}
    >
      <SeverityBars severity={severity} />
      {word}
    </MenuButton>
  )
}

/** As many bars as it is severe: seen without colour. */
function SeverityBars({ severity }: { severity: RecordOf<'vulnerability'>['severity'] }) {
  const words = choicesOf(definitions.vulnerability.fields.severity)
  const level = severity ? words.indexOf(severity) + 1 : 0
  return (
    <span className={styles.bars} data-severity={severity} aria-hidden="true">
      {words.map((word, index) => (
        <span key={word} data-on={index < level ? '' : undefined} style={{ blockSize: `${4 + index * 2}px` }} />
      ))}
    </span>
  )
}

type TextOfProps = {
  readonly kind: 'centreOfGravity' | 'capability' | 'requirement' | 'vulnerability'
  readonly id: string
  readonly field: 'title' | 'text'
  readonly value: string | undefined
  readonly label: string
  readonly readOnly: boolean
}

function TextOf({ kind, id, field, value, label, readOnly }: TextOfProps) {
  const t = useMessages()
  const act = useAct()
  const sentence = useRefusalSentence()
  const frame = useRef<HTMLSpanElement>(null)
  return (
    <span ref={frame} className={styles.textOf} data-text-of={id}>
      <LineEditor
        label={label}
        value={value ?? ''}
        placeholder={t('canvas.untitledNode')}
        readOnly={readOnly}
        onCommit={text => {
          const result = act(setField, { kind, id, field, value: text === '' ? null : text })
          return result.ok ? undefined : sentence(result.error)
        }}
      />
    </span>
  )
}

/** What was just added is where one goes on typing; it is on the page after React has rendered it. */
function focusEditorSoon(id: string): void {
  requestAnimationFrame(() => {
    const editor = document.querySelector<HTMLTextAreaElement>(`[data-text-of="${CSS.escape(id)}"] textarea`)
    editor?.focus()
    editor?.select()
  })
}
