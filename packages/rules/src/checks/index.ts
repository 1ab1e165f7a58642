import type { Rule } from '../rule.ts'
import { ben01 } from './ben-01.ts'
import { ben02 } from './ben-02.ts'
import { ben03 } from './ben-03.ts'
import { ben04 } from './ben-04.ts'
import { ben05 } from './ben-05.ts'
import { ben06 } from './ben-06.ts'
import { ben07 } from './ben-07.ts'
import { cog01 } from './cog-01.ts'
import { cog02 } from './cog-02.ts'
import { cog03 } from './cog-03.ts'
import { cog04 } from './cog-04.ts'
import { cog05 } from './cog-05.ts'
import { cog06 } from './cog-06.ts'
import { fin01 } from './fin-01.ts'
import { fin02 } from './fin-02.ts'
import { fin03 } from './fin-03.ts'
import { fin04 } from './fin-04.ts'
import { fin05 } from './fin-05.ts'
import { fin06 } from './fin-06.ts'
import { fin07 } from './fin-07.ts'
import { fun01 } from './fun-01.ts'
import { fun02 } from './fun-02.ts'
import { fun03 } from './fun-03.ts'
import { fun04 } from './fun-04.ts'
import { fun05 } from './fun-05.ts'
import { fun06 } from './fun-06.ts'
import { fun07 } from './fun-07.ts'
import { hrt01 } from './hrt-01.ts'
import { hrt02 } from './hrt-02.ts'
import { hrt03 } from './hrt-03.ts'
import { hrt04 } from './hrt-04.ts'
import { hrt05 } from './hrt-05.ts'
import { hum01 } from './hum-01.ts'
import { hum02 } from './hum-02.ts'
import { hum03 } from './hum-03.ts'
import { hum04 } from './hum-04.ts'
import { hum05 } from './hum-05.ts'
import { hum06 } from './hum-06.ts'
import { hum07 } from './hum-07.ts'
import { hum08 } from './hum-08.ts'
import { hum09 } from './hum-09.ts'
import { hum10 } from './hum-10.ts'
import { hum11 } from './hum-11.ts'
import { hum12 } from './hum-12.ts'
import { hum13 } from './hum-13.ts'
import { hum14 } from './hum-14.ts'
import { ldr01 } from './ldr-01.ts'
import { ldr02 } from './ldr-02.ts'
import { ldr03 } from './ldr-03.ts'
import { ldr04 } from './ldr-04.ts'
import { obj01 } from './obj-01.ts'
import { obj02 } from './obj-02.ts'
import { obj03 } from './obj-03.ts'
import { obj04 } from './obj-04.ts'
import { obj05 } from './obj-05.ts'
import { obj06 } from './obj-06.ts'
import { obj07 } from './obj-07.ts'
import { obj08 } from './obj-08.ts'
import { own01 } from './own-01.ts'
import { own02 } from './own-02.ts'
import { own03 } from './own-03.ts'
import { own04 } from './own-04.ts'
import { own05 } from './own-05.ts'
import { own06 } from './own-06.ts'
import { pha01 } from './pha-01.ts'
import { pha02 } from './pha-02.ts'
import { pha03 } from './pha-03.ts'
import { pha04 } from './pha-04.ts'
import { pha05 } from './pha-05.ts'
import { pln01 } from './pln-01.ts'
import { pln02 } from './pln-02.ts'
import { pln03 } from './pln-03.ts'
import { pln04 } from './pln-04.ts'
import { pln05 } from './pln-05.ts'
import { pln06 } from './pln-06.ts'
import { pln07 } from './pln-07.ts'
import { pln08 } from './pln-08.ts'
import { rev01 } from './rev-01.ts'
import { rev02 } from './rev-02.ts'
import { rev03 } from './rev-03.ts'
import { rev04 } from './rev-04.ts'
import { rev05 } from './rev-05.ts'
import { str01 } from './str-01.ts'
import { str02 } from './str-02.ts'
import { str03 } from './str-03.ts'
import { str04 } from './str-04.ts'
import { str05 } from './str-05.ts'
import { str06 } from './str-06.ts'
import { str07 } from './str-07.ts'
import { str08 } from './str-08.ts'
import { str09 } from './str-09.ts'
import { str10 } from './str-10.ts'
import { str11 } from './str-11.ts'
import { vis01 } from './vis-01.ts'
import { vis02 } from './vis-02.ts'
import { vis03 } from './vis-03.ts'
import { vis04 } from './vis-04.ts'
import { vis05 } from './vis-05.ts'
import { vis06 } from './vis-06.ts'
import { vis07 } from './vis-07.ts'

/** Every check, in the order of the catalogue (domain model, section 3). */
export const rules = [
  vis01,
  vis02,
  vis03,
  vis04,
  vis05,
  vis06,
  vis07,
  cog01,
  cog02,
  cog03,
  cog04,
  cog05,
  cog06,
  obj01,
  obj02,
  obj03,
  obj04,
  obj05,
  obj06,
  obj07,
  obj08,
  ben01,
  ben02,
  ben03,
  ben04,
  ben05,
  ben06,
  ben07,
  pha01,
  pha02,
  pha03,
  pha04,
  pha05,
  fun01,
  fun02,
  fun03,
  fun04,
  fun05,
  fun06,
  fun07,
  str01,
  str02,
  str03,
  str04,
  str05,
  str06,
  str07,
  str08,
  str09,
  str10,
  str11,
  hum01,
  hum02,
  hum03,
  hum04,
  hum05,
  hum06,
  hum07,
  hum08,
  hum09,
  hum10,
  hum11,
  hum12,
  hum13,
  hum14,
  hrt01,
  hrt02,
  hrt03,
  hrt04,
  hrt05,
  own01,
  own02,
  own03,
  own04,
  own05,
  own06,
  fin01,
  fin02,
  fin03,
  fin04,
  fin05,
  fin06,
  fin07,
  pln01,
  pln02,
  pln03,
  pln04,
  pln05,
  pln06,
  pln07,
  pln08,
  rev01,
  rev02,
  rev03,
  rev04,
  rev05,
  ldr01,
  ldr02,
  ldr03,
  ldr04,
] as const satisfies readonly Rule[]

export type CheckId = (typeof rules)[number]['id']
