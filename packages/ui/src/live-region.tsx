import { useEffect, useState } from 'react'
import { announced } from './notices.ts'
import { VisuallyHidden } from './visually-hidden.tsx'

/** The voice of `announce`. Mounted once, for as long as the page lives: a region that comes with its text is not read. */
export function LiveRegion() {
  const [polite, setPolite] = useState({ text: '', turn: 0 })
  const [assertive, setAssertive] = useState({ text: '', turn: 0 })

  useEffect(
    () =>
      announced.on(said => {
        const set = said.assertive ? setAssertive : setPolite
        set(last => ({ text: said.text, turn: last.turn + 1 }))
      }),
    [],
  )

  // A new key makes a new node, so that the same words said again are heard again.
  return (
    <VisuallyHidden>
      <span aria-live="polite">
        <span key={polite.turn}>{polite.text}</span>
      </span>
      <span aria-live="assertive">
        <span key={assertive.turn}>{assertive.text}</span>
      </span>
    </VisuallyHidden>
  )
}
