import { createElement, type SVGProps } from 'react'

type IconProps = SVGProps<SVGSVGElement> & { readonly size?: number | string }

/**
 * A component that draws an icon of lucide. The build puts it in the place of lucide's own, which can be coloured, scaled
 * and named by a context and costs a kilobyte and a half (see lucide-icons in vite.config.ts).
 */
export function iconOf(shapes: readonly (readonly [tag: string, attributes: object])[]) {
  return function Icon({ size = 24, ...rest }: IconProps) {
    const named = rest['aria-label'] !== undefined || rest['aria-labelledby'] !== undefined || rest.role !== undefined
    return createElement(
      'svg',
      {
        width: size,
        height: size,
        viewBox: '0 0 24 24',
        fill: 'none',
        stroke: 'currentColor',
        strokeWidth: 2,
        strokeLinecap: 'round',
        strokeLinejoin: 'round',
        'aria-hidden': named ? undefined : true,
        ...rest,
      },
      ...shapes.map(([tag, attributes]) => createElement(tag, attributes)),
    )
  }
}
