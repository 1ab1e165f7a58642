import type { ReactNode } from 'react'

// Only what the primitives need themselves; screens bring their own icons as children.

export function CloseIcon() {
  return <Stroke d="M4 4l8 8M12 4l-8 8" />
}

export function CheckIcon() {
  return <Stroke d="M3.5 8.5l3 3 6-7" />
}

export function ChevronDownIcon() {
  return <Stroke d="M4 6.5l4 4 4-4" />
}

function Stroke({ d }: { d: string }): ReactNode {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={d} />
    </svg>
  )
}
