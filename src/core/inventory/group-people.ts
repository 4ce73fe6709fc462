/** Who is in the groups that hold something, and who somebody is. */
export interface GroupPeople {
  /** By the group's id: ids of persons, sorted. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** By the group's id, why nobody can say who is in it. */
  readonly unread: ReadonlyMap<string, string>;
  /** By a person's id; without those who could not be read. */
  readonly users: ReadonlyMap<string, KnownUser>;
  /** Why names that may be shown were not read; null where they were. */
  readonly unnamed: string | null;
}

export interface KnownUser {
  /** The sign-in name. */
  readonly name: string;
  /** Null where AWS does not say. */
  readonly enabled: boolean | null;
}
