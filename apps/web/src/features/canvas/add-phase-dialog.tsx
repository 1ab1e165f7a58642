import { createRecord } from '@barycentre/commands'
import { definitions } from '@barycentre/plan'
import { Button, Dialog, Field, Select, TextInput } from '@barycentre/ui'
import { useState, type FormEvent } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useAct } from './use-act.ts'
import styles from './dialog-form.module.css'

type PhaseKind = keyof { [K in (typeof phaseKinds)[number]]: true }
const phaseKinds = [
  'humanitarian',
  'stabilisation',
  'transition',
  'consolidation',
  'recovery_development',
  'handover',
] as const
