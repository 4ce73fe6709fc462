import type { LiveAssignment, ProvisionedPair } from '../../core/model/assignment.ts';
import { type AccountId, type PermissionSetArn, permissionSetId } from '../../core/model/ids.ts';
import { sortedUnique } from '../../core/model/order.ts';
import type { LivePermissionSet } from '../../core/model/permission-set.ts';
import type { Instance, Unread } from '../../core/model/snapshot.ts';
import type {
  IdentityCenterReader,
  PermissionSetHeader,
} from '../../ports/identity-center-read.ts';
import { contained } from '../contained.ts';

/** Reads parts of permission sets; what fails is noted in `unread` and is no reason to stop. */
export class SetReader {
  /** By id, of every set whose header was read. */
  readonly names = new Map<string, string>();
  readonly unread: Unread[] = [];
  readonly provisioned: ProvisionedPair[] = [];
  readonly assignments: LiveAssignment[] = [];
  readonly #reader: IdentityCenterReader;
  readonly #instance: Instance['arn'];
  readonly #headers = new Map<PermissionSetArn, Promise<PermissionSetHeader | null>>();
  readonly #pairs = new Map<string, Promise<'held' | 'empty' | 'unread'>>();

  constructor(reader: IdentityCenterReader, instance: Instance) {
    this.#reader = reader;
    this.#instance = instance.arn;
  }

  /** Asked once. Null where the set was deleted since it was listed, or could not be read. */
  header(arn: PermissionSetArn): Promise<PermissionSetHeader | null> {
    const known = this.#headers.get(arn) ?? this.#header(arn);
    this.#headers.set(arn, known);
    return known;
  }

  async #header(arn: PermissionSetArn): Promise<PermissionSetHeader | null> {
    const found = await contained(this.#reader.describePermissionSet(this.#instance, arn), (why) =>
      this.unread.push({ part: 'permission-set', arn, name: null, why }),
    );
    const header = found?.value ?? null;
    if (header !== null) this.names.set(permissionSetId(arn), header.name);
    return header;
  }

  /** All of a set that `header` began; null where it could not be read. */
  async content(header: PermissionSetHeader): Promise<LivePermissionSet | null> {
    const { arn, name, description, sessionDuration, relayState } = header;
    const rest = await contained(
      this.#reader.readPermissionSetDetails(this.#instance, arn),
      (why) => this.unread.push({ part: 'permission-set', arn, name, why }),
    );
    if (rest === null) return null;
    const { tags, ...details } = rest.value;
    return { arn, name, content: { description, sessionDuration, relayState, ...details }, tags };
  }

  /** Notes where a set has roles and which are of an older version; the accounts, null where unknown. */
  async roles(arn: PermissionSetArn): Promise<Roles | null> {
    const lists = await contained(
      Promise.all([
        this.#reader.listProvisionedAccounts(this.#instance, arn, 'all'),
        this.#reader.listProvisionedAccounts(this.#instance, arn, 'stale'),
      ]),
      (why) => this.unread.push({ part: 'provisioned-accounts', arn, why }),
    );
    if (lists === null) return null;
    const [all, staleAccounts] = lists.value;
    const stale = new Set(staleAccounts);
    const accounts = sortedUnique([...all, ...staleAccounts]);
    for (const accountId of accounts) {
      this.provisioned.push({ permissionSetArn: arn, accountId, stale: stale.has(accountId) });
    }
    return { accounts, stale: [...stale] };
  }

  /** Notes every assignment of one pair, asked once; whether there is any, as far as could be read. */
  pair(arn: PermissionSetArn, accountId: AccountId): Promise<'held' | 'empty' | 'unread'> {
    const key = `${arn} ${accountId}`;
    const known = this.#pairs.get(key) ?? this.#pair(arn, accountId);
    this.#pairs.set(key, known);
    return known;
  }

  async #pair(arn: PermissionSetArn, accountId: AccountId): Promise<'held' | 'empty' | 'unread'> {
    const found = await contained(
      this.#reader.listAssignments(this.#instance, arn, accountId),
      (why) => this.unread.push({ part: 'assignments', arn, accountId, why }),
    );
    if (found === null) return 'unread';
    for (const row of found.value) this.assignments.push(row);
    return found.value.length > 0 ? 'held' : 'empty';
  }
}

export interface Roles {
  readonly accounts: readonly AccountId[];
  readonly stale: readonly AccountId[];
}
