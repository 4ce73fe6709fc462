/** Whoever carries one of these may read the members of every group that does not hide them. */
export const mayReadMembers: readonly string[] = [
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
