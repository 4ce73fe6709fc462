import type { ObjectStore } from './object-store.ts';

export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: Date;
}
export interface CommitData {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}
export interface Commit extends CommitData {
  readonly oid: string;
}

function signatureLine({ name, email, date }: Signature): string {
  return `${name} <${email}> ${Math.floor(date.getTime() / 1000)} +0000`;
}

function parseSignature(text: string): Signature {
  const [, name, email, seconds] = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(text) ?? [];
  if (name === undefined || email === undefined) throw new Error(`not a signature: ${text}`);
  return { name, email, date: new Date(Number(seconds) * 1000) };
}

export function writeCommit(store: ObjectStore, data: CommitData): string {
  const lines = [
    `tree ${data.tree}`,
    ...data.parents.map((parent) => `parent ${parent}`),
    `author ${signatureLine(data.author)}`,
    `committer ${signatureLine(data.committer)}`,
  ];
  return store.put('commit', Buffer.from(`${lines.join('\n')}\n\n${data.message}`));
}

const parsed = new WeakMap<Buffer, Commit>();

export function readCommit(store: ObjectStore, oid: string): Commit {
  const content = store.read(oid, 'commit');
  const known = parsed.get(content);
  if (known !== undefined) return known;
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const headers = text
    .slice(0, end)
    .split('\n')
    .map((line) => {
      const space = line.indexOf(' ');
      return { key: line.slice(0, space), value: line.slice(space + 1) };
    });
  const values = (key: string): string[] =>
    headers.filter((header) => header.key === key).map((header) => header.value);
  const commit: Commit = {
    oid,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: parseSignature(values('author')[0] ?? ''),
    committer: parseSignature(values('committer')[0] ?? ''),
    message: text.slice(end + 2),
  };
  parsed.set(content, commit);
  return commit;
}
