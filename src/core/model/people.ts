/** Somebody who signs in. */
export interface Person {
  /** One for each human, whoever told of them: the sign-in name in lower case, else the source's id. */
  readonly id: string;
  /** The sign-in name as the source spells it; null where it may not be read. */
  readonly name: string | null;
}

/** Who gets what a group is granted. */
export interface Members {
  /** Direct members, sorted by id. */
  readonly people: readonly Person[];
  /** Members only through groups inside it, whom AWS gives nothing. */
  readonly nestedOnly: number;
}

/**
 * The people behind groups, as far as a question needs them. Keys are principal ids as operations and
 * assignments have them: the identity store's id, or `entra:<object id>` of a group not synced yet.
 */
export interface People {
  /** Who was asked about groups that Entra knows. Others are always the identity store's. */
  readonly source: 'entra' | 'identity-store';
  readonly members: ReadonlyMap<string, Members>;
  /** Groups that were asked for and could not be read, and why. */
  readonly unread: ReadonlyMap<string, string>;
  /** Users who hold something directly, by their id in the identity store. */
  readonly users: ReadonlyMap<string, Person>;
  /** Ids of people whom Entra shows without the name that was asked for, and whom nothing else names. */
  readonly unnamed: ReadonlySet<string>;
  /** By `pairKey`: ids of the principals that hold the pair now, where all of them were asked for. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
}
