import { newId } from '@barycentre/kit'
import { newSecret } from './auth/secrets.ts'

/** Where new ids and secrets come from: a port, so that a test can say what they are. */
export interface Chance {
  id(): string
  secret(): string
}

export const realChance: Chance = { id: () => newId(Math.random), secret: newSecret }
