/**
 * Why a socket is closed. By the convention of y-websocket, 44xx is a decision that coming back will not change (a
 * stock provider stops), and every other code means: try again.
 */
export const closeCodes = {
  /** The server goes away, in good order. */
  goingAway: 1012,
  /** What this session sent could not be applied and would fail again. */
  malformed: 4400,
  unauthorised: 4401,
  /** The person's rights here have ended. */
  forbidden: 4403,
  notFound: 4404,
  /** The server failed in a way it did not expect. */
  fault: 4500,
  /** The store could not keep or read; nothing was acknowledged. */
  storage: 4503,
} as const

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes]
