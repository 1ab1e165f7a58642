import { err, type Result } from '@barycentre/kit'
import type { PlanDoc } from '@barycentre/plan-doc'
import type { Call } from '@barycentre/plan'
import type { Command } from './define-command.ts'
import { createObjective } from './objective/create.ts'
import { createRecord } from './record/create.ts'
import { addMember, removeMember, setMembers } from './record/members.ts'
import { setField } from './record/set-field.ts'
import type { Refusal } from './refusal.ts'
import { runCommand, type RunPorts } from './run-command.ts'
import { changeLine, drawLine, reparentPost } from './structure/posts.ts'

/** The commands that others than people may propose, by name: what a check offers as the next act. */
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
  ].map(command => [command.name, command as unknown as Command<unknown, unknown>]),
)

/** Runs an intent that was written down. One that names no command that may be proposed is refused. */
export function runCall(planDoc: PlanDoc, { name, args }: Call, ports: RunPorts): Result<unknown, Refusal> {
  const command = proposable.get(name)
  return command === undefined ? err({ code: 'invalid', command: name }) : runCommand(planDoc, command, args, ports)
}
