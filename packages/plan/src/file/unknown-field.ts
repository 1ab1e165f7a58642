/** The key of `unknownFields` for a place within a record: a JSON Pointer (RFC 6901) without its leading slash. */
export function pointerOf(path: readonly string[]): string {
  return path.map(key => key.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
}

export function pathOfPointer(pointer: string): readonly string[] {
  return pointer.split('/').map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}
