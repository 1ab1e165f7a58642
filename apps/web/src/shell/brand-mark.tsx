/** Two bodies that circle one common centre, each on its own orbit. */
export function BrandMark() {
  return (
    <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true" style={{ color: 'var(--accent)', flex: 'none' }}>
      <ellipse
        cx="16"
        cy="16"
        rx="13"
        ry="7.5"
        transform="rotate(-28 16 16)"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
      />
      <g fill="currentColor">
        <circle cx="16" cy="16" r="1.6" />
        <circle cx="5.6" cy="21.4" r="4.2" />
        <circle cx="26" cy="10.8" r="2.8" />
      </g>
    </svg>
  )
}
