import type { Carrier } from './carrier.ts'
import type { Port, ToHost, ToTab, Way } from './carrier-messages.ts'
import type { WebSocketLike } from './link.ts'

/** The worker's end of one tab. */
export interface HostedTab {
  /** Something came from the tab. */
  receive(message: ToHost): void
  /** The tab is gone, perhaps without a word: all that it had open is closed. */
  leave(): void
}

export function hostTab(port: Port<ToTab>, carriers: { readonly [way in Way]: Carrier }): HostedTab {
  const sockets = new Map<number, WebSocketLike>()

  function open(channel: number, way: Way, address: string): void {
    const socket = carriers[way].open(address)
    sockets.set(channel, socket)
    socket.onopen = () => port.postMessage({ say: 'opened', channel }, [])
    socket.onmessage = ({ data }: { readonly data: ArrayBuffer }) =>
      port.postMessage({ say: 'frame', channel, frame: data }, [data])
    socket.onclose = ({ code, reason }: { readonly code: number; readonly reason: string }) => {
      if (sockets.delete(channel)) port.postMessage({ say: 'closed', channel, code, reason }, [])
    }
  }

  return {
    receive(message) {
      const { channel } = message
      switch (message.say) {
        case 'open':
          return open(channel, message.way, message.address)
        case 'frame':
          return sockets.get(channel)?.send(message.frame as never)
        case 'close': {
          const socket = sockets.get(channel)
          sockets.delete(channel)
          return socket?.close(message.code, message.reason)
        }
      }
    },
    leave() {
      const left = [...sockets.values()]
      sockets.clear()
      for (const socket of left) socket.close()
    },
  }
}
