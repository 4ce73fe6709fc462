import type { AccessFacts, EntraFacts } from '../../core/explain/access-facts.ts';
import { isSelected, matchAccount } from '../../core/explain/match-account.ts';
import type { ExplainQuestion } from '../../core/explain/question.ts';
import type { Located } from '../../core/diagnostics/span.ts';
import type { Mapping, PrincipalReference, Rule, Selector } from '../../core/mapping/mapping.ts';
import type { Account } from '../../core/model/account.ts';
import { sortedUnique } from '../../core/model/order.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
import type { User } from '../../core/model/principal.ts';
import { indexAccounts } from '../../core/select/account-index.ts';
import { isSameName } from '../../core/select/join-groups.ts';
import { indexPrincipals, resolvePrincipal } from '../../core/select/resolve-principal.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectDirectory, ConnectDirectoryPeople } from '../../ports/connect-directory.ts';
import type { ConnectExplain } from '../../ports/connect-explain.ts';
import { findInstance } from '../find-instance.ts';
import { awsTarget } from '../gather-plan.ts';
import { askedSettings, readDirectory } from '../read-directory.ts';
import { PortError } from '../../ports/port-error.ts';
import { RunProblem } from '../run-problem.ts';
import { contained } from '../contained.ts';
import { accountOf, checkSet } from './find-names.ts';
import { relevantRules } from './relevant-rules.ts';
import { findWho } from './find-who.ts';
import { readEntraFacts } from './read-entra-facts.ts';
import { readOrganization } from './read-organization.ts';
import { readSetsHere } from './read-sets-here.ts';
import { withTags } from './read-tags.ts';
import { whoOf } from './who-of.ts';

export type AccessQuestion = Extract<ExplainQuestion, { readonly kind: 'access' }>;

export interface GatherAccessPorts {
  readonly connectExplain: ConnectExplain;
  readonly connectDirectory: ConnectDirectory;
  readonly connectDirectoryPeople: ConnectDirectoryPeople;
  readonly clock: Clock;
}

/** Reads what one question makes it necessary to know. Rejects with RunProblem where it names nothing. */
export async function gatherAccess(
  ports: GatherAccessPorts,
  mapping: Mapping,
  question: AccessQuestion,
  /** `shownAs` is null to show the name that was asked for; only `namesPeople` lets others be proposed. */
  { namesPeople, shownAs }: { readonly namesPeople: boolean; readonly shownAs: string | null },
  region: string | null,
): Promise<AccessFacts> {
  const target = awsTarget(mapping, region);
  const { memberGroups, readers, users } = ports.connectExplain(target);
  const instance = await findInstance(readers, mapping.settings, target.region);
  const listed = await readOrganization(readers, instance, unitsNamedIn(mapping));
  const notes: string[] = [];
  const { identityStoreId } = instance;
  const listUsers = async () => {
    const all = await contained(users.listUsers(identityStoreId), (why) =>
      notes.push(`whether somebody has nearly that name could not be read: ${why}`),
    );
    return all?.value ?? null;
  };
  const isNamed = (name: string): boolean =>
    mapping.rules.some(({ principals }) =>
      principals.some(({ value }) => value.type === 'GROUP' && isSameName(value.value, name)),
    );
  const { groups } = listed;
  const [account, found] = await bothOf(
    async () => accountOf(question.account, listed),
    () =>
      findWho(readers, identityStoreId, question.principal, {
        groups,
        isNamed,
        listUsers,
        namesPeople,
      }),
  );
  const tagged = await withTags(
    readers.organization,
    listed,
    { selectors: selectorsIn(mapping), accountSets: [] },
    ({ id }) => id === account.id,
  );
  const user = found.kind === 'person' ? found.user : null;
  const groupIds =
    user === null
      ? []
      : ((await memberGroups.listGroupsOf(instance.identityStoreId, user.id)) ?? []);
  const mine = new Set([...groupIds, ...(user === null ? [] : [user.id])]);
  const named = { ...tagged, users: user === null ? [] : [user] };
  const relevant = relevantRules(mapping, named, account, { ...question, mine });
  const references = relevant.flatMap(({ principals }) => principals.map(({ value }) => value));
  const directory = await directoryOf(
    ports,
    mapping,
    [...references, ...(found.kind === 'group' ? [found.reference] : [])],
    notes,
  );
  const snapshot = { ...named, directory };
  const who = whoOf(
    found,
    { shownAs: shownAs ?? user?.userName ?? question.principal, groupIds },
    snapshot,
  );
  if (who.kind === 'group') mine.add(who.principal.id);
  const asked = { permissionSet: question.permissionSet, mine };
  const here = await readSetsHere(readers.identityCenter, instance, account.id, asked, notes);
  if (!here.namelessHere) checkSet(question.permissionSet, mapping, here.setsHere);
  return {
    mapping: { ...mapping, rules: relevant },
    snapshot,
    account: snapshot.accounts.find(({ id }) => id === account.id) ?? account,
    who,
    permissionSet: question.permissionSet,
    ...here,
    entra:
      who.kind === 'group' || directory === null
        ? null
        : await entraOf(
            ports,
            mapping,
            { ...snapshot, directory },
            { question, relevant, account, user },
            notes,
          ),
    now: new Date(ports.clock.now()).toISOString(),
    notes,
  };
}

/** Both, or the problems of both in one. */
async function bothOf<A, B>(first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> {
  const problems: RunProblem[] = [];
  const keep = (error: unknown): null => {
    if (!(error instanceof RunProblem)) throw error;
    problems.push(error);
    return null;
  };
  const one = await first().then((value) => ({ value }), keep);
  const other = await second().then((value) => ({ value }), keep);
  if (one !== null && other !== null) return [one.value, other.value];
  throw new RunProblem(problems.flatMap(({ diagnostics }) => diagnostics));
}

/** Null where the settings name no tenant, and, with a note, where Entra cannot be asked: then AWS's names count alone. */
async function directoryOf(
  { connectDirectory }: GatherAccessPorts,
  { settings }: Mapping,
  references: readonly PrincipalReference[],
  notes: string[],
): Promise<Snapshot['directory']> {
  const entra = askedSettings(settings.entra);
  if (entra === null) return null;
  try {
    return await readDirectory(connectDirectory(entra), entra, references);
  } catch (error) {
    const isKnown = error instanceof PortError || error instanceof RunProblem;
    if (!isKnown || (error instanceof PortError && error.kind === 'cancelled')) throw error;
    notes.push(
      `how groups come from Entra ID is not known, since it could not be asked: ${error.message}`,
    );
    return null;
  }
}

async function entraOf(
  { connectDirectoryPeople }: GatherAccessPorts,
  mapping: Mapping,
  snapshot: Snapshot & { readonly directory: NonNullable<Snapshot['directory']> },
  asked: {
    readonly question: AccessQuestion;
    readonly relevant: readonly Rule[];
    readonly account: Account;
    readonly user: User | null;
  },
  notes: string[],
): Promise<EntraFacts | null> {
  const settings = askedSettings(mapping.settings.entra);
  if (settings === null) return null;
  const context = {
    index: indexAccounts(snapshot),
    accountSets: new Map(mapping.accountSets.map((set) => [set.name, set])),
  };
  const principals = indexPrincipals(snapshot);
  const groupIds = asked.relevant
    .filter((rule) => isSelected(matchAccount(rule, asked.account, context)))
    .flatMap((rule) => rule.principals.map(({ value }) => resolvePrincipal(value, principals)))
    .flatMap((resolution) => ('group' in resolution ? [resolution.group.id] : []));
  if (groupIds.length === 0) return null;
  const person = { signInName: asked.question.principal, user: asked.user };
  return readEntraFacts(
    connectDirectoryPeople(settings),
    snapshot.directory,
    sortedUnique(groupIds),
    person,
    notes,
  );
}

function unitsNamedIn(mapping: Mapping): readonly string[] {
  return sortedUnique(
    selectorsIn(mapping).flatMap(({ value }) => ('unit' in value ? [value.unit] : [])),
  );
}

function selectorsIn({ accountSets, rules, settings }: Mapping): readonly Located<Selector>[] {
  return [
    ...accountSets.flatMap(({ accounts }) => accounts),
    ...rules.flatMap(({ accounts, except }) => [...accounts, ...except]),
    ...settings.ignore.flatMap(({ accounts }) => accounts ?? []),
  ];
}
