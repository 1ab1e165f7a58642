export {
  createMessages,
  type CompiledMessages,
  type Messages,
  type MessageValues,
  type Translate,
} from './create-messages.ts'
export {
  compareText,
  formatDate,
  formatList,
  formatMoney,
  formatNumber,
  formatRelativeTime,
  type DateStyle,
} from './format.ts'
export { chooseLocale, direction, isLocale, localeNames, locales, type Direction, type Locale } from './locale.ts'
export type { Area, MessageKey } from './message-key.ts'
