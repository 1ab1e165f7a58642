import { version } from '../version.ts'
import { Failure, parseInvocation, Unreadable, WrongUsage, type Command, type Invocation } from './command.ts'
import { backupCommand } from './backup.ts'
import { check } from './check.ts'
import { exportPlan } from './export.ts'
import { importPlan } from './import.ts'
import { inviteCommand } from './invite.ts'
import { ownerLink } from './owner-link.ts'
import { restoreCommand } from './restore.ts'
import { serve } from './serve.ts'
import { tokenCreate, tokenList, tokenRevoke } from './token.ts'
import { verify } from './verify.ts'
import { workspaceAdd, workspaceList } from './workspace.ts'

const commands: readonly Command[] = [
  serve,
  workspaceAdd,
  workspaceList,
  importPlan,
  exportPlan,
  check,
  tokenCreate,
  tokenList,
  tokenRevoke,
  inviteCommand,
  ownerLink,
  verify,
  backupCommand,
  restoreCommand,
]

export const exitCodes = { done: 0, failed: 1, wrongUsage: 2 } as const

type Surroundings = Pick<Invocation, 'environment' | 'workingDir' | 'input' | 'print' | 'tell'>

/** Runs one command and settles with the exit code. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { print, tell } = surroundings
  const [first = ''] = args
  if (['', 'help', '--help', '-h'].includes(first)) {
    print(overview())
    return first === '' ? exitCodes.wrongUsage : exitCodes.done
  }
  if (first === '--version') {
    print(version)
    return exitCodes.done
  }
  const command = findCommand(args)
  if (command === undefined) {
    tell(
      `There is no command "${args
        .filter(word => !word.startsWith('-'))
        .slice(0, 2)
        .join(' ')}". "barycentre --help" lists them.`,
    )
    return exitCodes.wrongUsage
  }
  try {
    const { options, positionals } = parseInvocation(command, args.slice(command.name.split(' ').length))
    if (options['help'] === true) {
      print(command.help)
      return exitCodes.done
    }
    if (positionals.length !== command.positionals) throw new WrongUsage(wordsExpected(command, positionals.length))
    await command.run({ ...surroundings, options, positionals })
    return exitCodes.done
  } catch (error) {
    if (error instanceof WrongUsage) {
      tell(`${error.message} "barycentre ${command.name} --help" shows how to call it.`)
      return exitCodes.wrongUsage
    }
    if (error instanceof Unreadable) {
      tell(error.message)
      return exitCodes.wrongUsage
    }
    tell(
      error instanceof Failure ? error.message : `Unexpected: ${error instanceof Error ? error.stack : String(error)}`,
    )
    return exitCodes.failed
  }
}

/** The longest name that the words begin with: `token list` goes before `token`. */
function findCommand(args: readonly string[]): Command | undefined {
  const matching = commands.filter(({ name }) => name.split(' ').every((word, at) => args[at] === word))
  return matching.sort((a, b) => b.name.length - a.name.length)[0]
}

function wordsExpected(command: Command, given: number): string {
  const expected =
    command.positionals === 0
      ? 'takes no word'
      : command.positionals === 1
        ? 'takes one word'
        : `takes ${command.positionals} words`
  return `"${command.name}" ${expected} beside its options, but ${given} ${given === 1 ? 'was' : 'were'} given.`
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'Barycentre: one plan, drawn up together.',
    '',
    'Usage: barycentre COMMAND [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Every command has --help, and works on the data folder (DATA_DIR, ./data by default) whether the server runs or not;',
    'only restore needs it to be stopped. "check" looks at a file, and needs neither.',
    'Exit codes: 0 done, 1 refused or failed, 2 called wrongly.',
  ].join('\n')
}
