/** A node of strategy text as plain JSON: the form in which plan files, exports and tests hold it. */
export interface ProseNode {
  readonly type: string
  readonly attrs?: { readonly [name: string]: unknown }
  readonly content?: readonly ProseNode[]
  readonly marks?: readonly ProseMark[]
  readonly text?: string
}

export interface ProseMark {
  readonly type: string
  readonly attrs?: { readonly [name: string]: unknown }
}

export interface ProseDocument extends ProseNode {
  readonly type: 'doc'
  readonly content: readonly ProseNode[]
}
