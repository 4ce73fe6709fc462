import { isControlTowerGroup } from '../../model/control-tower.ts';
import type { Principal, PrincipalType } from '../../model/principal.ts';
import { parsePrincipal } from '../parse-principal.ts';
import { nameShows } from './name-shows.ts';
import { plainWord, type Word } from './word.ts';

/** The reference that means exactly this group or user, as the identity store stands now. */
export type PrincipalWord = (principal: Pick<Principal, 'type' | 'id' | 'name'>) => Word;

interface Known {
  readonly groups: readonly { readonly id: string; readonly displayName: string }[];
  readonly users: readonly { readonly id: string; readonly userName: string }[];
}

/**
 * By display or user name where no other has it in whatever case and it reads as what it is, else as
 * `id:…` with the name beside it. Says nothing of Entra ID: where that is asked, a name must be one
 * group's there too.
 */
export function createPrincipalWord({ groups, users }: Known): PrincipalWord {
  const bearers: Readonly<Record<PrincipalType, ReadonlyMap<string, number>>> = {
    GROUP: countByFoldedName(groups.map(({ displayName }) => displayName)),
    USER: countByFoldedName(users.map(({ userName }) => userName)),
  };
  return ({ type, id, name }) =>
    isPlainName(type, name) && bearers[type].get(folded(name)) === 1
      ? plainWord(name)
      : { text: `id:${id}`, comment: name === id ? null : name };
}

function isPlainName(type: PrincipalType, name: string): boolean {
  if (!nameShows(name)) return false;
  // A user who is called like a group of Control Tower would take that group out of its protection.
  if (type === 'USER' && isControlTowerGroup(name)) return false;
  const parsed = parsePrincipal(type, name);
  return 'principal' in parsed && parsed.principal.by === 'name';
}

function countByFoldedName(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(folded(name), (counts.get(folded(name)) ?? 0) + 1);
  return counts;
}

/** Names that resolving takes for doubtful when it finds both. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
