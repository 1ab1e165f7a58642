import type { Area } from '@barycentre/messages'
import { showToast } from '@barycentre/ui'
import { useEffect, useState, type ComponentType } from 'react'
import { useLanguage } from './language.tsx'

type Closable = { readonly onClose: () => void }

/** A part of a screen whose code and words come when it is first wanted. */
export type Later<Props> = ComponentType<Props> & {
  /** For the pointer that comes near what opens it, or the focus that reaches it: then it is there at the press. */
  readonly fetchSoon: () => void
}

const parts = new Set<() => Promise<unknown>>()

/**
 * What is opened by a press (a dialog) is no part of the first view. Nothing is drawn until it is there, a moment later;
 * where it cannot be fetched, that is said, and it is closed again. `fetchParts` gets it for times without a network.
 */
export function later<Props extends Closable>(
  load: () => Promise<ComponentType<Props>>,
  areas: readonly Area[] = [],
): Later<Props> {
  let Part: ComponentType<Props> | undefined
  let coming: Promise<void> | undefined

  function fetchPart(): Promise<void> {
    coming ??= load().then(
      component => void (Part = component),
      error => {
        // Whoever waits is told; whoever asks again starts anew.
        coming = undefined
        throw error
      },
    )
    return coming
  }
  parts.add(fetchPart)

  function Late(props: Props) {
    const { messages, need } = useLanguage()
    const [, setHere] = useState(Part !== undefined)
    const { onClose } = props
    const ready = Part !== undefined && need(areas) === undefined
    useEffect(() => {
      if (ready) return
      let wanted = true
      Promise.all([fetchPart(), need(areas)]).then(
        () => wanted && setHere(true),
        () => {
          if (!wanted) return
          showToast(messages.translate('shell.partLacking'), { tone: 'danger' })
          onClose()
        },
      )
      return () => {
        wanted = false
      }
    }, [ready, need, messages, onClose])
    return ready && Part ? <Part {...props} /> : null
  }
  // Asked for again, and its failure told, when it is wanted in earnest.
  const fetchSoon = () => void fetchPart().catch(() => undefined)
  return Object.assign(Late, { fetchSoon })
}

/** What `fetchParts` shall get besides: a whole screen. */
export function alsoFetch(load: () => Promise<unknown>): void {
  parts.add(load)
}

/** Gets all parts that the page knows of, one after the other, and those that these bring along. */
export async function fetchParts(): Promise<void> {
  // A set that grows while it is walked is walked to its end.
  for (const fetchPart of parts) await fetchPart()
}

/** For the element that opens a part: fetches it when a press is likely. */
export function soon({ fetchSoon }: { readonly fetchSoon: () => void }) {
  return { onPointerEnter: fetchSoon, onFocus: fetchSoon }
}
