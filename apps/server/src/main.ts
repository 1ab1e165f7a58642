import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { runCommandLine } from './cli/run-command-line.ts'
import { foldTask, serveFolds } from './folding/serve-folds.ts'

if (!isMainThread && workerData === foldTask && parentPort !== null) serveFolds(parentPort)
else await beCommandLine()

async function beCommandLine(): Promise<void> {
  // Whoever reads the output may stop reading (`| head`); that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

  process.exitCode = await runCommandLine(process.argv.slice(2), {
    environment: process.env,
    workingDir: process.cwd(),
    input: () => process.stdin,
    print: text => void process.stdout.write(`${text}\n`),
    tell: text => void process.stderr.write(`${text}\n`),
  })
}
