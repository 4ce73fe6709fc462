import type { Attention } from '../model/attention.ts';
import type { Place } from '../model/page-report.ts';
import { badge } from './badge.ts';

type Remark = readonly [kind: Attention, words: string];

/** What is special about an account or an application; nothing where all is usual. */
export function placeRemarks({ application, state }: Place): readonly Remark[] {
  if (application === null) return state === 'ACTIVE' ? [] : [['inactive', stateWords(state)]];
  const { enabled, open } = application;
  const remarks: (Remark | null)[] = [
    open === false ? null : ['open', open === null ? 'Maybe open' : 'Open to all'],
    enabled ? null : ['off', 'Disabled'],
  ];
  return remarks.filter((each) => each !== null);
}

export function placeBadges(place: Place): readonly HTMLElement[] {
  return placeRemarks(place).map(([kind, words]) => badge(kind, words));
}

export function stateWords(state: Place['state']): string {
  if (state === 'UNKNOWN') return 'Not listed';
  return `${state.slice(0, 1)}${state.slice(1).toLowerCase().replaceAll('_', ' ')}`;
}
