import type { Claim } from './claims.ts';

export function claimsReport(claims: readonly Claim[]): string {
  const lines = claims.map(({ claim, measured, met }) => `${mark(met)}  ${claim}: ${measured}`);
  const unmet = claims.filter(({ met }) => met === false).length;
  return [
    'What is promised of the large fleet',
    ...lines,
    unmet === 0 ? 'All are met.' : `NOT MET: ${unmet} of ${claims.length}`,
  ].join('\n');
}

function mark(met: boolean | null): string {
  if (met === null) return '   info';
  return met ? '    met' : 'NOT MET';
}
