import { type Verdict, verdicts } from '../core/doctor/check.ts';
import type { Checkup, Diagnosis } from '../core/doctor/run-checks.ts';
import { count, listWords, sentence } from './words.ts';

const verbs: Readonly<Record<Verdict, readonly [one: string, many: string]>> = {
  fail: ['fails', 'fail'],
  warn: ['warns', 'warn'],
  'cannot tell': ['cannot tell', 'cannot tell'],
  pass: ['passes', 'pass'],
};

/** `2 checks fail, 1 warns and 27 pass.` */
export function doctorVerdict({ checks }: Diagnosis): string {
  const words = verdicts.flatMap((verdict) => {
    const number = withVerdict(checks, verdict).length;
    const [one, many] = verbs[verdict];
    return number === 0 ? [] : [{ number, verb: number === 1 ? one : many }];
  });
  const told = words.map(({ number, verb }, place) =>
    place === 0 ? `${count(number, 'check')} ${verb}` : `${number} ${verb}`,
  );
  return told.length === 0 ? 'Nothing was checked.' : `${sentence(listWords(told))}.`;
}

export function withVerdict(checks: readonly Checkup[], verdict: Verdict): readonly Checkup[] {
  return checks.filter((check) => check.verdict === verdict);
}
