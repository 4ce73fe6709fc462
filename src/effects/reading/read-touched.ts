import type { DesiredGrant } from '../../core/desired/desired-state.ts';
import { grantKey } from '../../core/model/assignment.ts';
import type { AccountId } from '../../core/model/ids.ts';
import { sortedUnique } from '../../core/model/order.ts';
import type { LivePermissionSet } from '../../core/model/permission-set.ts';
import { isUnsynced } from '../../core/model/principal.ts';
import { pairKey } from '../../core/model/reading.ts';
import type { Versions } from '../../core/plan/attribute.ts';
import { isInScope } from '../../core/select/account-index.ts';
import { coverGrants, pagesByFiles } from '../../core/reading/cover.ts';
import { type Depth, depthOf, needsRoles } from '../../core/reading/depth.ts';
import type { Touched } from '../../core/reading/touched.ts';
import { contained } from '../contained.ts';
import { findSets, type KnownNames } from './find-sets.ts';
import { type Holdings, readHoldings } from './holdings.ts';
import type { LiveRead } from './live-read.ts';
import { type EverySet, readPairs } from './read-complete.ts';
import type { Ground } from './ground.ts';
import type { SetReader } from './set-reader.ts';
import type { ReadTools } from './snapshot-question.ts';

export interface TouchedQuestion {
  readonly ground: Ground;
  readonly versions: Versions;
  readonly touched: Touched;
  readonly known: KnownNames;
}

interface Found {
  readonly live: LivePermissionSet;
  readonly depth: Depth;
}

type Pairs = Map<string, EverySet['pairs'][number]>;

/** Only what the difference between versions of the files touches. */
export async function readTouched(
  tools: ReadTools,
  question: TouchedQuestion,
): Promise<LiveRead & { readonly refused: string | null }> {
  const { ground, touched } = question;
  const { reader } = tools;
  const sets = await readSets(reader, question);
  const active = new Set<string>(ground.accounts.filter(isInScope).map(({ id }) => id));
  const pairs = await pairsOfSets(reader, sets, (id) => active.has(id));
  await noteManagement(tools, ground, sets);

  const open = new Map(
    sets.filter(({ depth }) => depth !== 'nothing').map((found) => [found.live.name, found]),
  );
  const ask = (accountId: AccountId, permissionSet: string): void => {
    const found = open.get(permissionSet);
    if (found === undefined || found.depth === 'whole') return;
    pairs.set(pairKey(accountId, permissionSet), { arn: found.live.arn, accountId });
  };
  for (const { accountId, permissionSet } of touched.losing.values()) ask(accountId, permissionSet);
  // A group that AWS does not know yet holds nothing.
  const gaining = touched.gaining.filter(
    ({ account, permissionSet, principal }) =>
      !isUnsynced(principal) &&
      open.has(permissionSet) &&
      open.get(permissionSet)?.depth !== 'whole' &&
      !pairs.has(pairKey(account.id, permissionSet)),
  );
  const { holdings, answered } = await answerGrants(tools, gaining, question);
  for (const { key, account, permissionSet } of gaining) {
    if (!answered.has(key)) ask(account.id, permissionSet);
  }
  await readPairs(tools, [...pairs.values()]);
  const whole = sets.filter(({ depth }) => depth === 'whole').map(({ live }) => live.name);
  return {
    permissionSets: sets.map(({ live }) => live),
    names: new Map([...question.known, ...reader.names]),
    provisioned: reader.provisioned,
    assignments: [...reader.assignments, ...rowsOf(holdings, answered, sets, pairs)],
    unread: reader.unread,
    coverage: {
      permissionSets: sortedUnique(touched.permissionSets),
      whole: sortedUnique(whole),
      pairs: sortedUnique(pairs.keys()),
      principals: [],
      grants: sortedUnique(answered),
    },
    refused: holdings.refused,
  };
}

async function readSets(
  reader: SetReader,
  { ground, versions, touched, known }: TouchedQuestion,
): Promise<readonly Found[]> {
  const headers = await findSets(reader, ground.arns, touched.permissionSets, known);
  const contents = await Promise.all(headers.map((header) => reader.content(header)));
  return contents
    .filter((live) => live !== null)
    .map((live) => ({ live, depth: depthOf(live, touched, versions) }));
}

/**
 * All pairs of sets that count whole, and those of old roles: without an assignment one is nobody's to mend.
 * Of an edited set as many as it takes to find one that somebody holds: AWS keeps roles that nobody has.
 */
async function pairsOfSets(
  reader: SetReader,
  sets: readonly Found[],
  isActive: (accountId: AccountId) => boolean,
): Promise<Pairs> {
  const pairs: Pairs = new Map();
  await Promise.all(
    sets.map(async ({ live: { arn, name }, depth }) => {
      const roles = needsRoles(depth) ? await reader.roles(arn) : null;
      if (roles === null) return;
      for (const accountId of depth === 'stale-roles' ? roles.stale : roles.accounts) {
        if (depth === 'roles' && !isActive(accountId)) continue;
        pairs.set(pairKey(accountId, name), { arn, accountId });
        if (depth === 'roles' && (await reader.pair(arn, accountId)) !== 'empty') break;
      }
    }),
  );
  return pairs;
}

/** A delegated administrator may not touch what is provisioned there, so that must be known of every set. */
async function noteManagement(
  { identityCenter, reader }: ReadTools,
  { instance, delegated, managementAccountId: accountId }: Ground,
  sets: readonly Found[],
): Promise<void> {
  const unasked = sets.filter(({ depth }) => !needsRoles(depth)).map(({ live }) => live.arn);
  if (!delegated || unasked.length === 0) return;
  const there = await contained(
    identityCenter.listPermissionSetsIn(instance.arn, accountId),
    (why) => {
      for (const arn of unasked) reader.unread.push({ part: 'provisioned-accounts', arn, why });
    },
  );
  for (const permissionSetArn of there?.value ?? []) {
    if (!unasked.includes(permissionSetArn)) continue;
    reader.provisioned.push({ permissionSetArn, accountId, stale: false });
  }
}

/** Which grants what their holders hold tells of; the rest is left to the pairs. */
async function answerGrants(
  tools: ReadTools,
  gaining: readonly DesiredGrant[],
  { ground, versions }: TouchedQuestion,
): Promise<{ readonly holdings: Holdings; readonly answered: ReadonlySet<string> }> {
  const pagesOf = pagesByFiles(versions.head.desired.grants.values());
  const cover = coverGrants(gaining, pagesOf, true);
  const { instance } = ground;
  const holdings = await readHoldings(tools, instance.arn, cover.principals);
  if (holdings.refused !== null) return { holdings, answered: new Set() };
  const byPrincipal = new Set(cover.byPrincipal);
  const answered = gaining.filter(
    ({ key, principal }) => byPrincipal.has(key) && !holdings.unknown.has(principal.id),
  );
  return { holdings, answered: new Set(answered.map(({ key }) => key)) };
}

/** Of what holders hold, only what was asked; nothing that a pair tells already. */
function rowsOf(
  holdings: Holdings,
  answered: ReadonlySet<string>,
  sets: readonly Found[],
  pairs: Pairs,
): LiveRead['assignments'] {
  if (holdings.refused !== null) return [];
  const names = new Map<string, string>(sets.map(({ live }) => [live.arn, live.name]));
  return holdings.assignments.filter(
    ({ accountId, permissionSetArn, principalType: type, principalId: id }) => {
      const name = names.get(permissionSetArn);
      return (
        name !== undefined &&
        answered.has(grantKey(accountId, name, { type, id })) &&
        !pairs.has(pairKey(accountId, name))
      );
    },
  );
}
