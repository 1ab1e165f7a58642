import type { Part, Plan, Step, StepName } from './schedule.ts'

/**
 * Runs that have found something, without the steps that were not needed for it. Kept step by step: a seed means another
 * run as soon as the schedule knows one step more.
 */
export const regressions: readonly { readonly found: string; readonly plan: Plan }[] = [
  {
    found: 'who is being sent a state in pieces is not told the place behind it before the last of them',
    plan: {
      seed: 205,
      persons: [writer('link'), writer('poor-line', 'elsewhere')],
      maxSocketBytes: 262_144,
      steps: steps(
        'other-process-much 793, crash 94, connect 851, to-peer 324, to-server 63, tick 707, to-server 155, to-peer 696,',
        'tick 792, to-peer 134, to-server 788, tick 974, to-peer 556, to-peer 680, lose-down 828',
      ),
    },
  },
  {
    found: 'nor the place of what it has written meanwhile',
    plan: {
      seed: 136,
      persons: [writer('link'), writer('poor-line'), reader('stock'), reader('link', 'elsewhere')],
      maxSocketBytes: 487,
      steps: steps(
        'to-server 252, revoke 663, other-process-much 588, to-peer 410, to-peer 542, connect 56, to-peer 759, write 33,',
        'to-server 104, pass-time 543, to-server 610, tick 212, to-server 266, tick 640',
      ),
    },
  },
  {
    found: 'a channel whose beginning comes to a new server a second time is not taken for the one that goes on',
    plan: {
      seed: 138,
      persons: [writer('link'), writer('poor-line'), reader('requests')],
      maxSocketBytes: 262_144,
      steps: steps(
        'pass-time 494, request 997, stop 850, request 756, answer 135, pass-time 217, request 316, stop 587, answer 290,',
        'pass-time 233, request 113, lose-answer 973, repeat-request 639, write 942',
      ),
    },
  },
  {
    found: 'nor does one hear the old server and go on with the new one',
    plan: {
      seed: 53_006,
      persons: [
        ...[writer('link'), writer('link'), writer('stock'), writer('poor-line')],
        ...[writer('requests'), writer('requests')],
      ],
      maxSocketBytes: 262_144,
      steps: steps(
        'keep 824, pass-time 21, request 679, answer 836, request 805, answer 580, pass-time 19, to-peer 906, to-server 831,',
        'write 283, to-server 997, to-server 15, tick 972, request 582, crash-torn 789',
      ),
    },
  },
]

function writer(manner: Part['manner'], where?: 'elsewhere'): Part {
  return { manner, mayWrite: true, isElsewhere: where === 'elsewhere' }
}

function reader(manner: Part['manner'], where?: 'elsewhere'): Part {
  return { ...writer(manner, where), mayWrite: false }
}

function steps(...lines: readonly string[]): Step[] {
  return lines
    .join(' ')
    .split(', ')
    .map(each => {
      const [step, pick] = each.split(' ')
      return { step: step as StepName, pick: Number(pick) }
    })
}
