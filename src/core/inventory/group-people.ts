/** Who is in the groups that hold something, and who somebody is. */
export interface GroupPeople {
  /** By the group's id: ids of persons, sorted. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** By the group's id, why nobody can say who is in it. */
  readonly unread: ReadonlyMap<string, string>;
  /** By a person's id: the sign-in name; without those whose name may not be shown or could not be read. */
  readonly names: ReadonlyMap<string, string>;
}
