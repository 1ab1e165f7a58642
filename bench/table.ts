import { availableParallelism, cpus } from 'node:os'

/** Prints what was measured as a markdown table, with the machine that it was measured on. */
export function printTable(
  title: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  const lines = [
    `### ${title}`,
    '',
    `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${process.platform}, Node.js ${process.versions.node}`,
    '',
    line(header),
    line(header.map(() => '---')),
    ...rows.map(line),
  ]
  console.log(`${lines.join('\n')}\n`)
}
