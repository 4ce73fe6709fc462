import type { EntraFacts } from '../../core/explain/access-facts.ts';
import type { Directory } from '../../core/model/directory.ts';
import type { User } from '../../core/model/principal.ts';
import { foldedName, objectIdOf } from '../../core/select/join-groups.ts';
import type { DirectoryMember, DirectoryPeopleReader } from '../../ports/people-read.ts';
import { contained } from '../contained.ts';

/** Of so many groups Entra is asked who is in them; of more it would be the whole directory. */
const MOST_GROUPS = 20;
const MOST_MEMBERS = 5000;

/** Where a person is among groups of Entra: in them, or in a group inside of them. */
export async function readEntraFacts(
  people: DirectoryPeopleReader,
  directory: Directory,
  groupIds: readonly string[],
  person: { readonly signInName: string; readonly user: User | null },
  notes: string[],
): Promise<EntraFacts> {
  const asked = groupIds.slice(0, MOST_GROUPS);
  if (groupIds.length > asked.length) {
    notes.push(
      `of ${groupIds.length} groups that would give it, Entra ID was asked about ${asked.length}`,
    );
  }
  const inside = directory.nested.filter(({ groupId }) => asked.includes(groupId));
  const names = new Map(
    inside.flatMap(({ groups }) => groups.map(({ displayName, id }) => [id, displayName ?? id])),
  );
  const read = await contained(
    people.readMembers({
      groupIds: [...new Set([...asked, ...names.keys()])],
      atMost: MOST_MEMBERS,
      names: true,
    }),
    (why) => notes.push(`who is in the groups of Entra ID could not be read: ${why}`),
  );
  const members = (read?.value ?? []).flatMap(({ users }) => users);
  const isBlind =
    (person.user === null || objectIdOf(person.user) === null) &&
    members.some(({ userPrincipalName }) => userPrincipalName === null);
  if (isBlind) {
    notes.push(
      'whether they are in these groups in Entra ID is not known: without User.Read.All it shows ids alone',
    );
  }
  const isThem = matcherOf(person);
  const holding = new Set(
    (read?.value ?? []).flatMap(({ groupId, users }) => (users.some(isThem) ? [groupId] : [])),
  );
  const nested = inside.flatMap(({ groupId, groups }) => {
    const through = groups.find(({ id }) => holding.has(id));
    return through === undefined || holding.has(groupId)
      ? []
      : [[groupId, names.get(through.id) ?? through.id] as const];
  });
  return { direct: holding, nested: new Map(nested) };
}

/** By the object id that provisioning left in AWS, else by the sign-in name. */
function matcherOf({
  signInName,
  user,
}: {
  readonly signInName: string;
  readonly user: User | null;
}) {
  const objectId = user === null ? null : objectIdOf(user);
  const wanted = foldedName(user?.userName ?? signInName);
  return ({ id, userPrincipalName }: DirectoryMember): boolean =>
    objectId === null
      ? userPrincipalName !== null && foldedName(userPrincipalName) === wanted
      : id === objectId;
}
