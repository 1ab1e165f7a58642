import type { LiveDocument } from './open-workspace.ts'
import { waitingIn } from './save-status.ts'

/** The rich texts of a workspace that are open: those that are looked at, and those that still have something to send. */
export interface OpenTexts {
  /** Opens a text, or joins those who look at it; each call needs its `release`. */
  look(name: string, schema: number): { readonly live: LiveDocument; release(): void }
  /** Opens a text for as long as it takes to send what it has. */
  send(name: string, schema: number): void
  all(): readonly LiveDocument[]
  close(): Promise<void>
}

interface OpenText {
  readonly live: LiveDocument
  lookers: number
  /** Nobody has looked for a while: it goes as soon as the server has what was written in it. */
  isLeft: boolean
  stop(): void
}

/** How long a text stays open after the last look at it, milliseconds. */
const lingering = 30_000

export function createOpenTexts(open: (name: string, schema: number) => LiveDocument, onChange: () => void): OpenTexts {
  const texts = new Map<string, OpenText>()

  function opened(name: string, schema: number): OpenText {
    const known = texts.get(name)
    if (known !== undefined) return known
    const live = open(name, schema)
    const stop = live.on(() => {
      onChange()
      closeIfDone(name, text)
    })
    const text: OpenText = { live, lookers: 0, isLeft: false, stop }
    texts.set(name, text)
    return text
  }

  function closeIfDone(name: string, text: OpenText): void {
    if (!text.isLeft || text.lookers > 0 || texts.get(name) !== text || hasToSend(text.live)) return
    texts.delete(name)
    void closeText(text)
    onChange()
  }

  return {
    look(name, schema) {
      const text = opened(name, schema)
      text.lookers++
      text.isLeft = false
      return {
        live: text.live,
        release() {
          text.lookers--
          // A look away and back within a moment (another screen, a development reload) keeps the connection.
          setTimeout(() => {
            text.isLeft = text.lookers === 0
            closeIfDone(name, text)
          }, lingering)
        },
      }
    },
    send(name, schema) {
      if (!texts.has(name)) opened(name, schema).isLeft = true
      onChange()
    },
    all: () => [...texts.values()].map(({ live }) => live),
    async close() {
      await Promise.all([...texts.values()].map(closeText))
    },
  }
}

/** Before the server has been heard, nobody knows. */
function hasToSend({ saveState }: LiveDocument): boolean {
  const state = saveState()
  return state.state === 'opening' || waitingIn(state) > 0
}

function closeText({ live, stop }: OpenText): Promise<void> {
  stop()
  return live.close()
}
