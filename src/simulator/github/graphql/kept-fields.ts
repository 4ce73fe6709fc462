const content =
  'id author authorAssociation body createdAt updatedAt lastEditedAt editor includesCreatedEdit viewerDidAuthor userContentEdits url';
const reference =
  'author authorAssociation body createdAt updatedAt lastEditedAt editor includesCreatedEdit viewerDidAuthor userContentEdits id';

/** The part of GitHub's schema that the simulator answers, type by type. */
export const keptFields: Readonly<Record<string, string>> = {
  Query: 'id node nodes rateLimit repository viewer',
  Mutation: 'minimizeComment unminimizeComment',
  MinimizeCommentPayload: 'clientMutationId minimizedComment',
  UnminimizeCommentPayload: 'clientMutationId unminimizedComment',
  RateLimit: 'cost limit nodeCount remaining resetAt used',
  Actor: 'login url',
  Node: 'id',
  Comment: reference,
  Minimizable: 'isMinimized minimizedReason',
  GitObject: 'id oid abbreviatedOid repository',
  RepositoryOwner: 'id login url',
  Bot: 'id login url databaseId',
  User: 'id login url databaseId name email',
  Organization: 'id login url databaseId name',
  PageInfo: 'endCursor hasNextPage hasPreviousPage startCursor',
  UserContentEdit: 'id createdAt deletedAt deletedBy diff editedAt editor updatedAt',
  IssueComment: `${content} databaseId fullDatabaseId isMinimized minimizedReason pullRequest repository`,
  PullRequestReview: `${content} commit databaseId fullDatabaseId isMinimized minimizedReason pullRequest state submittedAt`,
  Issue: `${content} closed closedAt comments databaseId fullDatabaseId number repository state title`,
  PullRequest: `${content} baseRefName baseRefOid closed closedAt comments commits databaseId fullDatabaseId headRefName headRefOid headRepository isCrossRepository isDraft mergeCommit mergeable merged mergedAt mergedBy number potentialMergeCommit repository reviews state title`,
  PullRequestCommit: 'commit id url',
  Repository:
    'databaseId defaultBranchRef id isFork isPrivate issue name nameWithOwner object owner pullRequest pullRequests ref url visibility',
  Ref: 'id name prefix target',
  Commit:
    'abbreviatedOid associatedPullRequests author authoredDate authors blame committedDate committer file history id message messageBody messageHeadline oid parents repository status tree url',
  Blame: 'ranges',
  BlameRange: 'age commit endingLine startingLine',
  GitActor: 'date email name user',
  Status: 'commit context contexts id state',
  StatusContext: 'commit context createdAt creator description id state targetUrl',
  Tree: 'abbreviatedOid entries id oid repository',
  TreeEntry: 'mode name object oid path size type',
  Blob: 'abbreviatedOid byteSize id isBinary isTruncated oid repository text',
};
