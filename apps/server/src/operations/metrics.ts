import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { LiveFigures } from '../live/live.ts'
import type { FaultCounts } from './fault-counts.ts'

export interface MetricsPorts {
  readonly live: () => LiveFigures
  readonly faults: () => FaultCounts
  readonly isStorageFailing: () => boolean
  readonly foldsWaiting: () => number
  /** Rows in the log. */
  readonly logRows: () => number
}

/** What an operator's dashboards draw, in the text that Prometheus reads. */
export interface Metrics {
  observeCommit(seconds: number): void
  text(): Promise<string>
  readonly contentType: string
  close(): void
}

export function createMetrics(ports: MetricsPorts): Metrics {
  const registry = new Registry()
  // Memory, CPU, garbage collection and the delay of the event loop, which is looked at so seldom because each look wakes
  // a process that would sleep.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 200 })

  function gauge(name: string, help: string, read: () => number): void {
    const metric = new Gauge({
      name: `barycentre_${name}`,
      help,
      registers: [],
      collect() {
        this.set(read())
      },
    })
    registry.registerMetric(metric)
  }

  /** Of what is counted elsewhere. */
  function counter(name: string, help: string, read: () => number): void {
    const metric = new Counter({
      name: `barycentre_${name}_total`,
      help,
      registers: [],
      collect() {
        this.reset()
        this.inc(read())
      },
    })
    registry.registerMetric(metric)
  }

  function counterByCode(name: string, help: string, read: () => Iterable<readonly [string, number]>): void {
    const metric = new Counter({
      name: `barycentre_${name}_total`,
      help,
      labelNames: ['code'],
      registers: [],
      collect() {
        this.reset()
        for (const [code, count] of read()) this.inc({ code }, count)
      },
    })
    registry.registerMetric(metric)
  }

  const { live } = ports
  gauge('rooms', 'Documents that somebody is in, or was in a moment ago', () => live().rooms)
  gauge('connections', 'Live connections', () => live().connections)
  gauge('trunks', 'Those of them that carry the sessions of a whole browser', () => live().trunks)
  gauge('sessions', 'Sessions on live connections, each with one document', () => live().sessions)
  gauge('connections_silent', 'Connections that have not said anything yet, or carry nothing', () => live().silent)
  gauge(
    'connections_paused',
    'Connections not read for a while, having sent more than their share',
    () => live().paused,
  )
  gauge('connections_behind', 'Connections that do not take what they are sent', () => live().behind)
  counter('pauses', 'How often a connection was not read for a while', () => live().traffic.pauses)
  counter('received_messages', 'Messages received', () => live().traffic.framesIn)
  counter('received_bytes', 'Bytes of messages received', () => live().traffic.bytesIn)
  counter('received_updates', 'Messages received that carry an update', () => live().traffic.updatesIn)
  counter('sent_bytes', 'Bytes of messages sent, before compression', () => live().bytesOut)
  counterByCode('refused_updates', 'Updates refused, by code', () => live().traffic.refused)
  counterByCode(
    'broken_connections',
    'Connections ended for breaking the protocol, or lost',
    () => live().traffic.broken,
  )
  counterByCode('faults', 'What went wrong in rooms, by code', () => Object.entries(ports.faults()))
  gauge('storage_failing', '1 while nothing can be kept', () => Number(ports.isStorageFailing()))
  gauge('draining', '1 while the server is going away', () => Number(live().isDraining))
  gauge('folds_waiting', 'Documents that wait to be folded', ports.foldsWaiting)
  gauge('log_rows', 'Rows in the log', ports.logRows)
  const commits = new Histogram({
    name: 'barycentre_commit_seconds',
    help: 'From handing rows over until they are on disk',
    buckets: [0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.25, 1, 4],
    registers: [registry],
  })

  return {
    observeCommit: seconds => commits.observe(seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: () => registry.clear(),
  }
}
