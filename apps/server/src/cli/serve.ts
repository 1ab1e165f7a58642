import { addressOf, showSettings } from '../config.ts'
import { openLog, type Log } from '../operations/log.ts'
import { startServer } from '../server.ts'
import { version } from '../version.ts'
import { Failure, type Command, type Invocation } from './command.ts'
import { readConfigOrFail } from './open-records.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'Start the server',
  help: [
    'Usage: barycentre serve [--print-config [--json]]',
    '',
    'Starts the server and keeps running until it is told to stop (SIGINT, SIGTERM).',
    'Read from the environment:',
    '  PORT        the port to listen on (4400)',
    '  HOST        the address to listen on (127.0.0.1: this machine only; 0.0.0.0: every network)',
    '  DATA_DIR    the folder that holds everything (./data)',
    '  PUBLIC_URL  the address people reach it at, where a proxy stands in front (https://plan.example.org)',
    'and more, all of which --print-config shows; docs/operations.md says what each is for.',
    '',
    '  --print-config  print every setting as it is now, with what it means, and start nothing',
    '  --json          with it: [{"name", "value", "isSet", "about"}]',
  ].join('\n'),
  options: { 'print-config': { type: 'boolean' }, json: { type: 'boolean' } },
  positionals: 0,
  async run(invocation) {
    const config = readConfigOrFail(invocation)
    if (invocation.options['print-config'] === true) return printConfig(invocation)
    const log = openLog(config.logLevel)
    const started = await startServer(config, log)
    if (!started.ok) throw new Failure(started.error)
    const server = started.value
    const address = addressOf(config, server.port)
    invocation.print(`Barycentre is at ${address}`)
    const link = server.firstOwnerLink
    if (link === undefined) invocation.print('A fresh link for an owner: barycentre owner-link')
    else invocation.print(`First person (owner): ${link}`)
    log.info({ version, port: server.port }, 'listening')

    const signal = await untilToldToStop(log)
    log.info({ signal }, 'saving what has arrived and closing')
    await server.close()
    log.info('closed')
  },
}

/**
 * Settles with the first signal to stop. Another one does not end the process in the middle of saving, which whoever has
 * no patience would send; the third does.
 */
function untilToldToStop(log: Log): Promise<NodeJS.Signals> {
  let times = 0
  return new Promise(resolve => {
    const hear = (signal: NodeJS.Signals) => {
      times++
      if (times === 1) resolve(signal)
      else if (times === 2) log.warn({ signal }, 'still saving; a third signal ends at once')
      else process.exit(1)
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, hear)
  })
}

/** As lines of an environment file, so that what is printed can be kept and changed. */
function printConfig({ environment, options, print }: Invocation): void {
  const shown = showSettings(environment)
  if (options['json'] === true) return print(JSON.stringify(shown))
  const width = Math.max(...shown.map(({ name, value }) => name.length + value.length))
  for (const { name, value, isSet, about } of shown)
    print(`${`${name}=${value}`.padEnd(width + 1)}  # ${about}${isSet ? '' : ' (default)'}`)
}
