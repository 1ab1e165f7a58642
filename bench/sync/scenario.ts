import type { Server, ServerKind } from './servers/server.ts'

/** What is to be reached: an absolute value, or a multiple of what the better peer has in the same run. */
export type Goal = { readonly value: number } | { readonly timesBetterPeer: number }

/** One line of the table. */
export interface Figure {
  readonly title: string
  readonly unit: string
  readonly better: 'less' | 'more'
  readonly goal?: Goal | readonly Goal[]
}

/** What a run may be told on the command line. */
export interface RunOptions {
  /** How often the scenario `kill` kills each server. */
  readonly kills: number
}

/** One kind of work, measured alike on every server. One file each; the figures in the order of the table. */
export interface Scenario<Name extends string = string> {
  readonly name: string
  readonly title: string
  readonly figures: { readonly [Key in Name]: Figure }
  /** Which servers can do it at all. */
  suits?(kind: ServerKind): boolean
  /** Figures that hardly vary, or cost minutes, are taken in fewer rounds than the others. */
  readonly maxRounds?: number
  /** Bound by a line or by a deadline rather than by a core: the servers are measured at the same time. */
  readonly atOnce?: boolean
  /**
   * Measures a server that was started for it. Throws when anything that was sent did not arrive: there is no figure
   * then. A figure that the server cannot have is left out.
   */
  measure(server: Server, options: RunOptions): Promise<{ readonly [Key in Name]?: number }>
}

/** Lets the names of the figures be inferred, and checked against what is measured. */
export function scenario<const Name extends string>(it: Scenario<Name>): Scenario<Name> {
  return it
}
