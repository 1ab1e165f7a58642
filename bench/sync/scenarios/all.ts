import type { Scenario } from '../scenario.ts'
import { acknowledge } from './acknowledge.ts'
import { burst } from './burst.ts'
import { crowd } from './crowd.ts'
import { holders } from './holders.ts'
import { hugeFrame } from './huge-frame.ts'
import { join } from './join.ts'
import { kill } from './kill.ts'
import { linkJoin } from './link-join.ts'
import { linkTyping } from './link-typing.ts'
import { malformed } from './malformed.ts'
import { missing } from './missing.ts'
import { newcomers } from './newcomers.ts'
import { poorLink } from './poor-link.ts'
import { presence } from './presence.ts'
import { reconnect } from './reconnect.ts'
import { unreadRequests } from './requests.ts'
import { manyRooms } from './rooms.ts'
import { silent } from './silent.ts'
import { stalled } from './stalled.ts'
import { typingTogether } from './typing.ts'

/** In the order of the table. */
export const scenarios: readonly Scenario[] = [
  kill,
  acknowledge,
  typingTogether,
  crowd,
  burst,
  manyRooms,
  join,
  newcomers,
  holders,
  presence,
  reconnect,
  linkJoin,
  linkTyping,
  poorLink,
  missing,
  malformed,
  stalled,
  unreadRequests,
  hugeFrame,
  silent,
]
