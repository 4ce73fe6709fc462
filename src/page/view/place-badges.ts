import type { Place } from '../model/page-report.ts';
import { badge } from './badge.ts';

/** What is special about an account or an application, nothing where all is usual. */
export function placeBadges({ application, state }: Place): HTMLElement[] {
  if (application === null) {
    return state === 'ACTIVE' ? [] : [badge('inactive', stateWords(state))];
  }
  const { enabled, open } = application;
  return [
    ...(open === false
      ? []
      : [badge('open', open === null ? 'Open: not known' : 'Open to everybody')]),
    ...(enabled ? [] : [badge('off', 'Disabled')]),
  ];
}

export function stateWords(state: Place['state']): string {
  const words = state.toLowerCase().replaceAll('_', ' ');
  return state === 'UNKNOWN' ? 'not listed' : words;
}
