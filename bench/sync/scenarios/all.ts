import type { Scenario } from '../scenario.ts'
import { burst } from './burst.ts'
import { crowd } from './crowd.ts'
import { typingTogether } from './typing.ts'

/** In the order of the table. */
export const scenarios: readonly Scenario[] = [typingTogether, crowd, burst]
