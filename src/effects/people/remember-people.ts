import type { AwsReadPorts } from '../../ports/readers.ts';

/**
 * The same readers, of whom nobody is asked twice in a run who is in a group or who somebody is; what
 * failed is asked again. Groups are listed once for those alone who ask at the same time, because a later
 * list may show more of them.
 */
export function rememberPeople(readers: AwsReadPorts): AwsReadPorts {
  const { identityStore, people } = readers;
  const groups = shared(identityStore.listGroups.bind(identityStore), 'while it is asked');
  const users = shared(identityStore.describeUser.bind(identityStore), 'for good');
  const members = shared(people.listMembers.bind(people), 'for good');
  return {
    ...readers,
    identityStore: { ...identityStore, listGroups: groups, describeUser: users },
    people: { ...people, listMembers: members },
  };
}

/** One answer for all who ask with the same arguments. */
function shared<Arguments extends readonly (string | number)[], Value>(
  ask: (...about: Arguments) => Promise<Value>,
  long: 'while it is asked' | 'for good',
): (...about: Arguments) => Promise<Value> {
  const asked = new Map<string, Promise<Value>>();
  return async (...about) => {
    const key = JSON.stringify(about);
    const known = asked.get(key);
    if (known !== undefined) return known;
    const asking = ask(...about);
    asked.set(key, asking);
    let isKept = false;
    try {
      const value = await asking;
      isKept = long === 'for good';
      return value;
    } finally {
      if (!isKept) asked.delete(key);
    }
  };
}
