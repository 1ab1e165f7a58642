import type { Timers } from '@barycentre/sync'

/** The passing of time as Node has it. */
export const nodeTimers: Timers = {
  soon(task) {
    const handle = setImmediate(task)
    return () => clearImmediate(handle)
  },
  after(milliseconds, task) {
    const handle = setTimeout(task, milliseconds)
    return () => clearTimeout(handle)
  },
  every(milliseconds, task) {
    const handle = setInterval(task, milliseconds).unref()
    return () => clearInterval(handle)
  },
}
