const prefixes = {
  Bot: { letters: 'BOT', owned: false },
  Commit: { letters: 'C', owned: true },
  Issue: { letters: 'I', owned: true },
  IssueComment: { letters: 'IC', owned: true },
  Organization: { letters: 'O', owned: false },
  PullRequest: { letters: 'PR', owned: true },
  PullRequestReview: { letters: 'PRR', owned: true },
  Repository: { letters: 'R', owned: false },
  StatusContext: { letters: 'SC', owned: true },
  User: { letters: 'U', owned: false },
  UserContentEdit: { letters: 'UCE', owned: true },
  Ref: { letters: 'REF', owned: true },
  Tree: { letters: 'T', owned: true },
  Blob: { letters: 'B', owned: true },
} as const;

export type NodeType = keyof typeof prefixes;

/** GitHub's form: a type's letters and a MessagePack array of zero, the repository's id and the thing's own. */
export function nodeId(type: NodeType, id: number | string, repositoryId = 0): string {
  const { letters, owned } = prefixes[type];
  const packed = (value: number): Buffer => {
    const bytes = Buffer.alloc(5, 0xce);
    bytes.writeUInt32BE(value, 1);
    return bytes;
  };
  const own =
    typeof id === 'number'
      ? packed(id)
      : Buffer.concat([Buffer.from([0xd9, Buffer.byteLength(id)]), Buffer.from(id)]);
  const parts = owned
    ? [Buffer.from([0x93, 0]), packed(repositoryId), own]
    : [Buffer.from([0x92, 0]), own];
  return `${letters}_${Buffer.concat(parts).toString('base64url')}`;
}
