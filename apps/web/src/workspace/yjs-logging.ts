/**
 * The logging that Yjs asks lib0 for, which paints the console and brings an element builder and a schema language for
 * that, 2.5 kB of every first view. Yjs has three sentences for the console; the build gives them to it plain.
 */
export const print = console.log.bind(console)
export const warn = console.warn.bind(console)
export const [ORANGE, BOLD, UNBOLD, RED] = ['', '', '', '']
