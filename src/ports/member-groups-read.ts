/** Reading whose groups somebody is in: the requests of IdentityStoreReader's own 20 a second. */
export interface MemberGroupsReader {
  /**
   * ListGroupMembershipsForMember, 100 a page: ids of the groups of a user, sorted. Null where the identity
   * store says that the user is not found. Retries within a bound and rejects with PortError.
   */
  listGroupsOf(identityStoreId: string, userId: string): Promise<readonly string[] | null>;
}
