// What one device remembers about how one person likes to see things. Never about the plan.

const prefix = 'barycentre.'

export function readPreference(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined
  } catch {
    // Storage may be forbidden by the browser's settings: then a preference holds for as long as the page.
    return undefined
  }
}

export function writePreference(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, value)
  } catch {
    // As above; what was chosen still holds on this page.
  }
}
