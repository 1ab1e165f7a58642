import { createEmitter } from '@barycentre/kit'
import {
  createTransportLadder,
  type Rung,
  type WebSocketConstructor,
  type WebSocketLike,
} from '@barycentre/sync/client'
import { readPreference, writePreference } from '../shell/preferences.ts'
import { browserTimers } from './browser-timers.ts'
import { createLineMeter } from './line-meter.ts'
import { openReporting, type Carriers, type LineReports } from './server-line.ts'
import { openSharedLine } from './shared-line.ts'

/** What the line to the server is like: `long` is far away, `poor` is that and thin. */
export type Line = 'good' | 'long' | 'poor'
export type LineChoice = Line | 'automatic'

/** How this page reaches the server, for whoever wants to know what it costs. */
export interface TransportFacts {
  readonly rung: Rung
  readonly line: Line
  readonly choice: LineChoice
  /** Over the last minute, both ways together. Where the tabs share a line, of all of them: it is the browser's. */
  readonly bytesPerMinute: number
}

export interface Transport {
  readonly WebSocket: WebSocketConstructor
  /** Whose connections are opened from now on. */
  signedInAs(personId: string): void
  /** Milliseconds for which what is written here may wait for more. */
  gatherFor(): number
  facts(): TransportFacts
  on(listener: () => void): () => void
  choose(choice: LineChoice): void
}

let ofPage: Transport | undefined

/** One for the page, whichever workspaces are opened in it: the line is the same. */
export function pageTransport(): Transport {
  return (ofPage ??= createTransport())
}

const [longDelay, poorDelay] = [350, 1_400]
const poorGathering = 1_000
const preference = 'line'
const measured = 'line.measured'

function createTransport(): Transport {
  const changed = createEmitter<[]>()
  const meter = createLineMeter()
  const reports: LineReports = { count: meter.add, measure }
  const sockets = new Set<WebSocketLike>()
  let person = ''
  let shared: { readonly person: string; readonly carriers: Carriers } | undefined
  let choice = lineChoiceOf(readPreference(preference))
  let line = lineOf(readPreference(measured)) ?? 'good'
  let facts = readFacts()

  const ladder = createTransportLadder({
    WebSocket: function ByLine(url: string, protocols?: string[]) {
      return remembered(openByLine(url, protocols))
    } as unknown as WebSocketConstructor,
    carrier: {
      open: address => remembered(carriers().requests.open(withLine(address))),
      close: () => shared?.carriers.requests.close(),
    },
    clock: Date.now,
    timers: browserTimers,
  })
  ladder.onRung(update)
  browserTimers.every(5_000, update)
  // What is chosen in one tab holds for the others: the line is the same.
  addEventListener('storage', () => choose(lineChoiceOf(readPreference(preference))))

  return {
    WebSocket: ladder.WebSocket,
    signedInAs: personId => void (person = personId),
    gatherFor: () => (lineNow() === 'poor' ? poorGathering : 0),
    facts: () => facts,
    on: listener => changed.on(listener),
    choose(next) {
      writePreference(preference, next === 'automatic' ? undefined : next)
      choose(next)
    },
  }

  function choose(next: LineChoice): void {
    if (next === choice) return
    choice = next
    // How a line is used is agreed upon when it is opened: they come back by themselves.
    for (const socket of [...sockets]) socket.close(1000)
    update()
  }

  function lineNow(): Line {
    return choice === 'automatic' ? line : choice
  }

  /** On a good line each document has a WebSocket of its own, which costs the server least; on any other all share one. */
  function openByLine(url: string, protocols?: string[]): WebSocketLike {
    if (lineNow() === 'good') return openReporting(url, protocols, reports)
    const { pathname, search } = new URL(url)
    return carriers().trunk.open(withLine(pathname + search))
  }

  /** A good line says nothing, and the server looks for itself. */
  function withLine(address: string): string {
    return lineNow() === 'good' ? address : `${address}${address.includes('?') ? '&' : '?'}link=${lineNow()}`
  }

  function carriers(): Carriers {
    if (shared?.person !== person) {
      shared?.carriers.trunk.close()
      shared?.carriers.requests.close()
      shared = { person, carriers: openSharedLine(person, reports) }
    }
    return shared.carriers
  }

  function remembered(socket: WebSocketLike): WebSocketLike {
    for (const each of sockets) if (each.readyState === WebSocket.CLOSED) sockets.delete(each)
    sockets.add(socket)
    return socket
  }

  function measure(delay: number): void {
    line = delay > poorDelay ? 'poor' : delay > longDelay ? 'long' : 'good'
    writePreference(measured, line === 'good' ? undefined : line)
    update()
  }

  function readFacts(): TransportFacts {
    return { rung: 'websocket', line: lineNow(), choice, bytesPerMinute: meter.perMinute() }
  }

  function update(): void {
    const next = { ...readFacts(), rung: ladder.rung }
    const { rung, line: using, choice: chosen, bytesPerMinute } = facts
    if (next.rung === rung && next.line === using && next.choice === chosen && next.bytesPerMinute === bytesPerMinute)
      return
    facts = next
    changed.emit()
  }
}

function lineOf(word: string | undefined): Line | undefined {
  return word === 'good' || word === 'long' || word === 'poor' ? word : undefined
}

function lineChoiceOf(word: string | undefined): LineChoice {
  return lineOf(word) ?? 'automatic'
}
