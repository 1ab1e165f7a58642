export { Avatar, AvatarStack, initials, type AvatarProps, type AvatarStackPerson } from './avatar.tsx'
export { Badge } from './badge.tsx'
export { Button, buttonClass, type ButtonLook, type ButtonProps } from './button.tsx'
export { Checkbox } from './checkbox.tsx'
export { classNames } from './class-names.ts'
export { Combobox, MultiCombobox, type ComboboxProps, type MultiComboboxProps } from './combobox.tsx'
export { ConfirmDialog, Dialog, type ConfirmDialogProps, type DialogProps } from './dialog.tsx'
export { EmptyState } from './empty-state.tsx'
export { Field, useFieldControl, type FieldProps } from './field.tsx'
export { IconButton, type IconButtonProps } from './icon-button.tsx'
export { isMac, Kbd } from './kbd.tsx'
export { LiveRegion } from './live-region.tsx'
export { matchChoices, type Choice } from './match-choices.ts'
export {
  Menu,
  MenuButton,
  useContextMenu,
  type MenuButtonProps,
  type MenuEntry,
  type MenuItem,
  type MenuProps,
} from './menu.tsx'
export { announce, dismissToast, showToast, type Toast } from './notices.ts'
export { placeBeside, type Anchor, type Placement } from './place-beside.ts'
export { Popover } from './popover.tsx'
export { indexAfter, isRightToLeft, stepFor, type Orientation, type Step } from './roving-focus.ts'
export { Select } from './select.tsx'
export { SidePanel } from './side-panel.tsx'
export { Spinner } from './spinner.tsx'
export { Tabs, type Tab } from './tabs.tsx'
export { TextArea } from './text-area.tsx'
export { TextInput } from './text-input.tsx'
export { Toasts } from './toasts.tsx'
export { Toolbar } from './toolbar.tsx'
export { Tooltip } from './tooltip.tsx'
export { useDraftText, type DraftTextProps } from './use-draft-text.ts'
export { VisuallyHidden } from './visually-hidden.tsx'
export { useWords, WordsProvider, type Words } from './words.tsx'
