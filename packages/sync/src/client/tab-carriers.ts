import type { Carrier } from './carrier.ts'
import type { Port, ToHost, ToTab, Way } from './carrier-messages.ts'
import { ChannelSocket } from './channel-socket.ts'

/** A tab's end of the carriers that it shares with the others. */
export interface TabCarriers {
  readonly trunk: Carrier
  readonly requests: Carrier
  /** Something came from the worker. */
  receive(message: ToTab): void
}

export function createTabCarriers(port: Port<ToHost>): TabCarriers {
  const sockets = new Map<number, TabSocket>()
  let opened = 0

  function carrier(way: Way): Carrier {
    const own = new Set<TabSocket>()
    return {
      open(address) {
        const channel = ++opened
        const socket = new TabSocket(channel, port, () => {
          sockets.delete(channel)
          own.delete(socket)
        })
        sockets.set(channel, socket)
        own.add(socket)
        port.postMessage({ say: 'open', channel, way, address }, [])
        return socket
      },
      close() {
        for (const socket of [...own]) socket.close()
      },
    }
  }

  return {
    trunk: carrier('trunk'),
    requests: carrier('requests'),
    receive(message) {
      const socket = sockets.get(message.channel)
      // What comes for one that has been closed here is not heard any more.
      if (socket === undefined) return
      switch (message.say) {
        case 'opened':
          return socket.opened()
        case 'frame':
          return socket.deliver(new Uint8Array(message.frame))
        case 'closed':
          return socket.end(message.code, message.reason)
      }
    },
  }
}

class TabSocket extends ChannelSocket {
  readonly #channel: number
  readonly #port: Port<ToHost>
  readonly #onEnd: () => void

  constructor(channel: number, port: Port<ToHost>, onEnd: () => void) {
    super()
    this.#channel = channel
    this.#port = port
    this.#onEnd = onEnd
  }

  /** What has been handed over has left this tab; how much of it waits in the worker, nobody here asks. */
  get bufferedAmount(): number {
    return 0
  }

  override end(code: number, reason: string): void {
    this.#onEnd()
    super.end(code, reason)
  }

  protected transmit(frame: Uint8Array): void {
    // Its own copy, so that it can be handed over rather than copied once more.
    const { buffer } = frame as Uint8Array<ArrayBuffer>
    this.#port.postMessage({ say: 'frame', channel: this.#channel, frame: buffer }, [buffer])
  }

  protected leave(code: number, reason: string): 'over' {
    this.#port.postMessage({ say: 'close', channel: this.#channel, code, reason }, [])
    return 'over'
  }
}
