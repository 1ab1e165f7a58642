import { err, type Result } from '@barycentre/kit'
import type { Call } from '@barycentre/plan'
import type { PlanDoc } from '@barycentre/plan-doc'
import type { Command } from './define-command.ts'
import { followUpFinding } from './finding/follow-up.ts'
import { createObjective } from './objective/create.ts'
import { createRecord } from './record/create.ts'
import { addMember, removeMember, setMembers } from './record/members.ts'
import { setField } from './record/set-field.ts'
import type { Refusal } from './refusal.ts'
import { runCommand, type RunPorts } from './run-command.ts'
import { changeLine, drawLine, reparentPost } from './structure/posts.ts'

/**
 * Runs an intent that was written down, such as what a check offers as the next act. One that names no command that may
 * be proposed is refused.
 */
export function runCall(planDoc: PlanDoc, { name, args }: Call, ports: RunPorts): Result<unknown, Refusal> {
  const command = proposable.get(name)
  return command === undefined ? err({ code: 'invalid', command: name }) : runCommand(planDoc, command, args, ports)
}

/**
 * By name, what others than people may propose: nothing that speaks for a group or lets a finding stand. Whatever the
 * arguments are, the command checks them before it looks at them.
 */
const proposable: ReadonlyMap<string, Command<unknown, unknown>> = new Map(
  [
    createRecord,
    createObjective,
    setField,
    addMember,
    removeMember,
    setMembers,
    drawLine,
    changeLine,
    reparentPost,
    followUpFinding,
  ].map(command => [command.name, command as unknown as Command<unknown, unknown>]),
)
