import type { ActualGrant, ActualState } from '../actual/actual-state.ts';
import { buildActual } from '../actual/build-actual.ts';
import { createIgnoreFilter } from '../actual/ignored.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { applicationKey } from '../model/application.ts';
import { grantKey } from '../model/assignment.ts';
import { compareText } from '../model/order.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { originOf } from '../select/finding-at.ts';
import type { Version } from './attribute.ts';

const NAMED = 3;

/** Live assignments that base managed and head lets go by ignoring them. */
export function ignoreWidened(
  head: Mapping,
  { mapping: base, desired }: Version,
  snapshot: Snapshot,
  actual: ActualState,
): Finding[] {
  const before = buildActual(snapshot, base, createIgnoreFilter(base, snapshot));
  const letGo = [...actual.permissionSets.values()].flatMap(({ live, leftAlone, ignored }) => {
    const former = before.permissionSets.get(live.name);
    if (former?.ownership !== 'ours') return [];
    if (ignored && !former.ignored) return [...former.grants.values()];
    return leftAlone.flatMap(({ why, assignment }) => {
      const { accountId, principalType: type, principalId: id } = assignment;
      const grant = former.grants.get(grantKey(accountId, live.name, { type, id }));
      return why === 'ignored' && grant !== undefined ? [grant] : [];
    });
  });
  const words = [
    ...letGo.map(wordsOf),
    ...letGoOn(desired.applications.named, before, actual),
  ].toSorted(compareText);
  if (words.length === 0) return [];
  const more = words.length > NAMED ? ` and ${words.length - NAMED} more` : '';
  return [
    {
      code: 'ignore-widened',
      severity: 'warning',
      headline: `${words.length === 1 ? 'a live assignment is' : `${words.length} live assignments are`} ignored from now on: ${words.slice(0, NAMED).join(', ')}${more}`,
      why: 'nobody reviews, reports or ends what is ignored',
      help: 'make sure that somebody else looks after them',
      origin: originOf(head.settings.ignore[0]?.at ?? head.settings.at),
      causedByHead: true,
      operations: [],
    },
  ];
}

/** Of applications that base decided about as well. */
function letGoOn(
  named: ReadonlyMap<string, unknown>,
  before: ActualState,
  actual: ActualState,
): string[] {
  const ours = [...actual.applications].filter(([arn]) => named.has(arn));
  return ours.flatMap(([arn, { application, leftAlone }]) =>
    leftAlone
      .filter(
        ({ why, principal }) =>
          why === 'ignored' &&
          before.applications.get(arn)?.assignments.has(applicationKey(arn, principal)) === true,
      )
      .map(({ principal }) => `${whoWords(principal)} keeps application "${application.name}"`),
  );
}

/** A headline is read in public repositories too, so a user is not named. */
function whoWords({ type, name }: Principal): string {
  return type === 'GROUP' ? `"${name}"` : 'a user';
}

function wordsOf({ principal, permissionSet, account }: ActualGrant): string {
  return `${whoWords(principal)} keeps "${permissionSet}" in ${account.name}`;
}
