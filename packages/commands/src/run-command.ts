import { err, newId, type Random, type Result } from '@barycentre/kit'
import { Local, type PlanDoc } from '@barycentre/plan-doc'
import type { Command } from './define-command.ts'
import type { Refusal } from './refusal.ts'

export interface RunPorts {
  readonly random: Random
  /** Whether this person may write the plan at all: a courtesy, since the server decides. */
  readonly mayWrite: () => boolean
}

/** Parses the arguments, asks whether the person may, and runs the command as one gesture and one transaction. */
export function runCommand<Args, Value>(
  planDoc: PlanDoc,
  command: Command<Args, Value>,
  args: NoInfer<Args>,
  ports: RunPorts,
): Result<Value, Refusal> {
  if (!ports.mayWrite()) return err({ code: 'not-allowed' })
  const parsed = command.args.safeParse(args)
  if (!parsed.success) return err(invalid(command.name, parsed.error.issues[0]?.path))
  const origin = new Local(command.name, command.continues?.(parsed.data))
  return planDoc.transact(origin, draft =>
    command.run({ plan: planDoc.plan(), draft, newId: () => newId(ports.random) }, parsed.data),
  )
}

function invalid(command: string, path: readonly PropertyKey[] | undefined): Refusal {
  return path === undefined || path.length === 0
    ? { code: 'invalid', command }
    : { code: 'invalid', command, field: path.map(String).join('.') }
}
