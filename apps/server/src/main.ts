import { runCommandLine } from './cli/run-command-line.ts'

// Whoever reads the output may stop reading (`| head`); that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  workingDir: process.cwd(),
  print: text => void process.stdout.write(`${text}\n`),
  tell: text => void process.stderr.write(`${text}\n`),
})
