import { pino, stdSerializers, stdTimeFunctions, type DestinationStream, type Logger } from 'pino'
import type { Config } from '../config.ts'

/**
 * What happens, for whoever runs the server: one JSON object a line. Of people it says ids and nothing else; of what
 * they write, nothing.
 */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

export function openLog(level: Config['logLevel'], destination: DestinationStream = standardError()): Log {
  const options = {
    level,
    // Which machine and process it is, whoever collects the lines knows.
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { cause: stdSerializers.errWithCause },
  }
  return pino(options, destination)
}

/** Each line is out before the next thing happens: the last ones before a crash are those that count. */
function standardError(): DestinationStream {
  return pino.destination({ dest: 2, sync: true })
}
