import { parseArgs, type ParseArgsConfig } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>
type OptionValue = string | boolean | (string | boolean)[] | undefined

/** What a command is given: its words, its options, and where to speak. */
export interface Invocation {
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, OptionValue>>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly workingDir: string
  /** What is fed in. */
  readonly input: () => AsyncIterable<Uint8Array>
  /** For whoever reads the result; with `--json` nothing but JSON. */
  readonly print: (text: string) => void
  /** For people only: what happened, what went wrong. */
  readonly tell: (text: string) => void
}

/** One command of the command line. */
export interface Command {
  /** The words that call it, such as `workspace add`. */
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** The usage line and whatever else `--help` says. */
  readonly help: string
  readonly options: Options
  /** How many words it takes beside its name. */
  readonly positionals: number
  /** Throws `Failure` when it is refused or fails, `WrongUsage` when it was called wrongly, `Unreadable` for what it was given. */
  readonly run: (invocation: Invocation) => Promise<void>
}

/** Refused or failed: exit code 1, with the sentence. */
export class Failure extends Error {}

/** Called wrongly: exit code 2, with the sentence and where to find help. */
export class WrongUsage extends Error {}

/** What was given to be looked at cannot be read: exit code 2, so that 1 says what was found in it. */
export class Unreadable extends Error {}

export function parseInvocation(command: Command, args: readonly string[]) {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    return { options: values as Readonly<Record<string, OptionValue>>, positionals }
  } catch (cause) {
    throw new WrongUsage((cause as Error).message, { cause })
  }
}

/** An option that must be there and hold a word. */
export function getOption({ options }: Invocation, name: string): string {
  const value = options[name]
  if (typeof value !== 'string' || value.trim() === '') throw new WrongUsage(`--${name} is missing.`)
  return value
}

export function findOption({ options }: Invocation, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** An option that takes one of a few words. */
export function getChoice<Choice extends string>(
  invocation: Invocation,
  name: string,
  choices: readonly Choice[],
): Choice {
  const value = getOption(invocation, name)
  return findChoice(invocation, name, choices) ?? wrongChoice(name, value, choices)
}

/** The same, where it may be left out. */
export function findChoice<Choice extends string>(
  invocation: Invocation,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = findOption(invocation, name)
  const found = choices.find(choice => choice === value)
  return value === undefined ? undefined : (found ?? wrongChoice(name, value, choices))
}

function wrongChoice(name: string, value: string, choices: readonly string[]): never {
  throw new WrongUsage(`--${name} must be one of ${choices.join(', ')}, but is "${value}".`)
}

export function getNumber(invocation: Invocation, name: string, otherwise: number): number {
  const text = findOption(invocation, name)
  if (text === undefined) return otherwise
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0)
    throw new WrongUsage(`--${name} must be a number above 0, but is "${text}".`)
  return value
}
