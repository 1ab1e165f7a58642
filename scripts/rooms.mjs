// The table of rooms (docs/architecture.md) as data: what each room's src may import, and what of the platform it may know.
// The floors — look down, never up and never sideways — are tags in turbo.json; walls.mjs checks the rest against this.

/**
 * A row of the table. `rooms`: the rooms it may import. `packages`: the npm packages. `knows`: the platform beyond the
 * language; a room that names neither compiles with neither DOM nor Node. `only`: packages that it may import in these
 * folders alone.
 * @typedef {{ rooms: string[], packages: string[], knows?: 'node' | 'dom', only?: Record<string, string[]> }} Room
 */

/** @type {Record<string, Room>} */
export const rooms = {
  'packages/kit': { rooms: [], packages: ['fractional-indexing'] },

  'packages/plan': { rooms: ['kit'], packages: ['zod'] },
  'packages/prose': {
    rooms: ['kit'],
    packages: ['@tiptap/core', '@tiptap/pm', '@tiptap/starter-kit', '@tiptap/extension-table'],
    knows: 'dom', // The types of the schema's parse rules name elements.
  },
  'packages/sync': { rooms: ['kit'], packages: ['yjs', 'y-protocols', 'lib0'] },
  'packages/messages': { rooms: ['kit'], packages: ['@lingui/message-utils'] },
  'packages/ui': { rooms: ['kit'], packages: ['react'], knows: 'dom' },

  'packages/access': { rooms: ['kit', 'plan'], packages: [] },
  'packages/rules': { rooms: ['kit', 'plan'], packages: [] },
  'packages/plan-doc': { rooms: ['kit', 'plan'], packages: ['yjs'] },
  'packages/store-sqlite': { rooms: ['kit', 'sync'], packages: [], knows: 'node' },
  'packages/store-indexeddb': { rooms: ['kit', 'sync'], packages: ['yjs', 'lib0'], knows: 'dom' },

  'packages/commands': { rooms: ['kit', 'plan', 'access', 'plan-doc'], packages: ['zod'] },

  'apps/server': {
    rooms: ['access', 'commands', 'kit', 'messages', 'plan', 'plan-doc', 'prose', 'rules', 'store-sqlite', 'sync'],
    packages: [
      ...['@hono/node-server', 'hono', 'ws', 'pino', 'prom-client', 'zod'],
      ...['yjs', 'y-protocols', 'lib0', '@tiptap/pm', '@tiptap/y-tiptap'],
    ],
    knows: 'node',
  },
  'apps/web': {
    rooms: [
      'access',
      'commands',
      'kit',
      'messages',
      'plan',
      'plan-doc',
      'prose',
      'rules',
      'store-indexeddb',
      'sync',
      'ui',
    ],
    packages: [
      ...['react', 'react-dom', 'lucide-react', 'zod', '@xyflow/react', 'd3-flextree'],
      ...['@tiptap/core', '@tiptap/pm', '@tiptap/react', '@tiptap/starter-kit', '@tiptap/extensions'],
      ...['@tiptap/extension-table', '@tiptap/extension-collaboration', '@tiptap/extension-collaboration-caret'],
      ...['yjs', 'y-protocols', 'y-websocket', 'lib0', '@tiptap/y-tiptap'],
      'virtual:messages', // The catalogues, as the plugin of packages/messages compiles them.
    ],
    knows: 'dom',
    only: {
      yjs: ['src/workspace', 'src/features/vision'],
      'y-websocket': ['src/workspace'],
      '@tiptap/y-tiptap': ['src/features/vision'],
    },
  },
}
