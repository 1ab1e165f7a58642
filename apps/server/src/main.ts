import { runCommandLine } from './cli/run-command-line.ts'

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  workingDir: process.cwd(),
  print: text => void process.stdout.write(`${text}\n`),
  tell: text => void process.stderr.write(`${text}\n`),
})
