import {
  addMember,
  createObjective,
  movePosts,
  removeRecord,
  reparentPost,
  restoreRecord,
  runCommand,
  setField,
  takePosition,
  waiveFinding,
  type Command,
} from '@barycentre/commands'
import { must, seededRandom, type Random } from '@barycentre/kit'
import type { Kind, Plan } from '@barycentre/plan'
import type { PlanDoc } from '@barycentre/plan-doc'

/** What people do to a plan: one transaction each time, the `time`th of its kind. */
export interface Edit {
  readonly title: string
  readonly make: (plan: PlanDoc, time: number) => void
}

/** They are made by the commands behind the screens, at places that the seed chooses. */
export function editsFrom(seed: number): readonly Edit[] {
  const random = seededRandom(seed)
  const any = (plan: Plan, kind: Kind) => anyOf([...plan[kind].keys()], random)
  let removed = ''

  return [
    edit('an objective renamed', (plan, time) =>
      setting(any(plan, 'objective'), 'objective', 'title', `Renamed ${time}`),
    ),
    edit('its lead changed', plan => setting(any(plan, 'objective'), 'objective', 'leadEntityId', any(plan, 'entity'))),
    edit('an objective added', (_, time) => doing(createObjective, { title: `Added ${time}` })),
    edit('an objective removed, or brought back', (plan, time) => {
      if (time % 2 === 1) return doing(restoreRecord, { kind: 'objective', id: removed })
      removed = any(plan, 'objective')
      return doing(removeRecord, { kind: 'objective', id: removed })
    }),
    edit('a benchmark’s target changed', (plan, time) =>
      setting(any(plan, 'benchmark'), 'benchmark', 'target.value', time),
    ),
    edit('a benchmark reported as met', plan => setting(any(plan, 'benchmark'), 'benchmark', 'status', 'met')),
    edit('money that has come in', (plan, time) => setting(any(plan, 'fundingLine'), 'fundingLine', 'received', time)),
    edit('a post put under another', (plan, time) => {
      // Upwards, so that it never comes to stand under itself.
      const posts = [...plan.post.keys()]
      const at = posts.length - 1 - time
      return doing(reparentPost, { id: must(posts[at], 'a post'), superiorId: anyOf(posts.slice(0, 300), random) })
    }),
    edit('a post given a function', plan =>
      doing(addMember, { kind: 'post', id: any(plan, 'post'), field: 'functionIds', member: any(plan, 'function') }),
    ),
    edit('a post moved on the chart', (plan, time) =>
      doing(movePosts, { places: [{ id: any(plan, 'post'), pos: { x: time, y: time } }] }),
    ),
    edit('a group’s position taken', (plan, time) =>
      doing(takePosition, {
        subject: `cog:${any(plan, 'centreOfGravity')}`,
        version: 3,
        group: anyOf(['DPKO', 'OCHA', 'DPA', 'UNCT'] as const, random),
        position: time % 2 === 0 ? 'agree' : 'abstain',
        by: 'u1',
        on: '2006-09-01',
      }),
    ),
    edit('a finding waived', plan =>
      doing(waiveFinding, {
        checkId: 'OBJ-04',
        subjectRef: any(plan, 'objective'),
        reason: 'Decided in May',
        expiresOn: '2007-05-01',
        by: 'u1',
        on: '2006-09-01',
      }),
    ),
  ]

  type Done = (planDoc: PlanDoc) => void

  function edit(title: string, choose: (plan: Plan, time: number) => Done): Edit {
    return {
      title,
      make(planDoc, time) {
        const before = planDoc.plan()
        // What is chosen may say already what it is told.
        for (let tries = 0; planDoc.plan() === before; tries++) {
          if (tries === 100) throw new Error(`${title}: nothing changes`)
          choose(before, time)(planDoc)
        }
      },
    }
  }

  function doing<Args, Value>(command: Command<Args, Value>, args: NoInfer<Args>): Done {
    return planDoc => {
      const done = runCommand(planDoc, command, args, { random, mayWrite: () => true })
      if (!done.ok) throw new Error(`${command.name} was refused: ${JSON.stringify(done.error)}`)
    }
  }

  function setting(id: string, kind: Kind, field: string, value: unknown): Done {
    return doing(setField, { kind, id, field, value })
  }
}

function anyOf<T>(among: readonly T[], random: Random): T {
  return must(among[Math.floor(random() * among.length)], 'there is one')
}
