import { loadMessages } from 'virtual:messages'
import '@barycentre/ui/tokens.css'
import '@barycentre/ui/base.css'
import { areasOfPath } from './shell/areas.ts'
import { askMe } from './shell/ask-me.ts'
import { applyTheme, rememberedTheme } from './shell/theme.ts'
import { rememberedLocale } from './shell/remembered-locale.ts'

applyTheme(rememberedTheme())

const locale = rememberedLocale()
const areas = areasOfPath(location.pathname, location.search)
const messages = loadMessages(locale, areas)
const me = askMe()
// Whoever reads the reply handles its failure; until then it must not count as nobody's.
me.catch(() => undefined)
const app = import('./shell/start.tsx')
// As above: the app asks for it once more, and looks at how it went.
if (location.pathname.startsWith('/w/')) import('./shell/workspace-layout.tsx').catch(() => undefined)

// Side by side: each of them alone would cost a round trip.
const [compiled, { start }] = await Promise.all([messages, app])
start({ locale, areas, compiled, me })
