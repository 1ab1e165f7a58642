import type { Timers } from '@barycentre/sync/client'

export const browserTimers: Timers = {
  soon(task) {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      channel.port1.close()
      task()
    }
    channel.port2.postMessage(undefined)
    return () => channel.port1.close()
  },
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds)
    return () => clearTimeout(timer)
  },
  every(milliseconds, task) {
    const timer = setInterval(task, milliseconds)
    return () => clearInterval(timer)
  },
}
