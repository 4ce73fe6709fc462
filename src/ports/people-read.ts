/** Reading who is in groups of the identity store: the requests of IdentityStoreReader's own 20 a second. */
export interface MembershipReader {
  /**
   * ListGroupMemberships, 100 a page: ids of the users in a group, sorted. Once more than `atMost` have come
   * no further page is asked for, so that a longer list means more than that. Null where the identity
   * store says that the group is not found. Retries within a bound and rejects with PortError.
   */
  listMembers(
    identityStoreId: string,
    groupId: string,
    atMost: number,
  ): Promise<readonly string[] | null>;
}

/** A user of Entra who is in a group. */
export interface DirectoryMember {
  /** Entra's object id. */
  readonly id: string;
  /** Null where names were not asked for, or the token may read no users: then Graph shows ids alone. */
  readonly userPrincipalName: string | null;
}

export interface DirectoryMembers {
  readonly groupId: string;
  /** Direct members that are users, sorted by id; groups and devices inside are none. */
  readonly users: readonly DirectoryMember[];
}

export interface MembersQuestion {
  /** Entra's object ids. */
  readonly groupIds: readonly string[];
  /** Of each group; a longer list means that there are more. */
  readonly atMost: number;
  readonly names: boolean;
}

/** Reading who is in groups of Entra, apart from what plans are made of. */
export interface DirectoryPeopleReader {
  /**
   * GET /groups/{id}/members/microsoft.graph.user, in batches of twenty. GroupMember.Read.All, and
   * User.Read.All for names. Groups that do not exist or hide their members are left out. Retries within a
   * bound and rejects with PortError.
   */
  readMembers(question: MembersQuestion): Promise<readonly DirectoryMembers[]>;
}
