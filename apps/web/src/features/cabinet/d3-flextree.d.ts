// The package brings no types; this is the part of it that the cabinet uses.
declare module 'd3-flextree' {
  export interface FlexNode<Data> {
    readonly data: Data
    readonly x: number
    readonly y: number
    each(visit: (node: FlexNode<Data>) => void): this
  }
  export interface FlexLayout<Data> {
    (tree: FlexNode<Data>): FlexNode<Data>
    hierarchy(data: Data, children?: (data: Data) => readonly Data[] | undefined): FlexNode<Data>
  }
  export function flextree<Data>(options: {
    readonly nodeSize: (node: FlexNode<Data>) => readonly [number, number]
    readonly children?: (data: Data) => readonly Data[] | undefined
    readonly spacing?: number
  }): FlexLayout<Data>
}
