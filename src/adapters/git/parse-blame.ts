import { isCommitId } from '../../core/model/ids.ts';
import type { LineChange } from '../../ports/line-history.ts';

interface BlamedCommit {
  readonly change: LineChange;
  /** Git went no further back: a root, or where a shallow clone ends. */
  readonly isBoundary: boolean;
}

const header = /^([0-9a-f]{40}) \d+ (\d+)(?: \d+)?$/;

/**
 * What `git blame --porcelain` tells of each line, first line first. A commit's facts stand where it comes
 * for the first time; the lines themselves begin with a tab, so that no text of theirs is taken for a fact.
 */
export function parseBlame(output: string): readonly BlamedCommit[] {
  const commits = new Map<string, BlamedCommit>();
  const lines: BlamedCommit[] = [];
  let id = '';
  let facts = new Map<string, string>();
  for (const line of output.split('\n')) {
    const begins = header.exec(line);
    if (line.startsWith('\t')) {
      const commit = commits.get(id) ?? commitOf(id, facts);
      if (commit === null) return [];
      commits.set(id, commit);
      lines.push(commit);
    } else if (begins !== null) {
      id = begins[1] ?? '';
      facts = new Map();
    } else {
      const space = line.indexOf(' ');
      facts.set(space < 0 ? line : line.slice(0, space), space < 0 ? '' : line.slice(space + 1));
    }
  }
  return lines;
}

function commitOf(id: string, facts: ReadonlyMap<string, string>): BlamedCommit | null {
  const seconds = Number(facts.get('committer-time') ?? Number.NaN);
  const at = new Date(seconds * 1000);
  if (!isCommitId(id) || Number.isNaN(at.getTime())) return null;
  const author = facts.get('author') ?? '';
  return {
    change: { commit: id, at: at.toISOString(), author, pullRequest: null, reviewers: [] },
    isBoundary: facts.has('boundary'),
  };
}
