import {
  hasMarker,
  isProvisional,
  marker,
  type MarkerKey,
  type MarkerKind,
} from '../core/approval/markers.ts';
import type { Comment, CommentWriter, GitHubReader } from '../ports/github.ts';
import { PortError } from '../ports/port-error.ts';
import { isSameActor } from './same-actor.ts';

export interface CommentPorts {
  readonly github: GitHubReader;
  readonly comments: CommentWriter;
}

/**
 * Writes the one comment of its kind on a pull request: found by its marker and its author on all pages,
 * updated in place, untouched where it already says the same, or where `onlyIfAbsent` and it holds a
 * result. Returns its address; null where `onlyIfPresent` and there is none.
 */
export async function publishComment(
  ports: CommentPorts,
  number: number,
  kind: MarkerKind,
  key: MarkerKey,
  body: string,
  options: { readonly onlyIfPresent?: boolean; readonly onlyIfAbsent?: boolean } = {},
): Promise<string | null> {
  const present = await ownComments(ports.github, number, kind, key);
  const settled = present.find(({ body: told }) => !isProvisional(told));
  // Before anything goes: a key without an instance fits comments of several owners.
  if (options.onlyIfAbsent === true && settled !== undefined) return settled.url;
  const [first, ...surplus] = present;
  for (const { id } of surplus) await ports.comments.deleteComment(id);
  if (first === undefined) {
    if (options.onlyIfPresent === true) return null;
    return (await create(ports, number, kind, key, body)).url;
  }
  if (comparable(first.body) === comparable(body)) return first.url;
  const kept = await ports.comments.updateComment(first.id, body);
  if (comparable(kept.body) === comparable(body)) return kept.url;
  // GitHub has been seen to answer 200 and keep the old text, which would now be a wrong plan.
  await ports.comments.deleteComment(first.id);
  return (await create(ports, number, kind, key, body)).url;
}

/** Keeps the record's further parts in comments of their own; those no longer needed go. */
export async function publishRecordParts(
  { github, comments }: CommentPorts,
  number: number,
  key: MarkerKey,
  parts: readonly string[],
): Promise<void> {
  const present = await ownComments(github, number, 'plan-record', key);
  for (const [index, part] of parts.entries()) {
    const body = `${marker('plan-record', key)}\n<details><summary>Continued: what the plan above will be checked against</summary>\n\nThis comment holds data for the apply run. It must not be edited.\n\n</details>\n\n${part}`;
    const old = present[index];
    if (old === undefined) await comments.createComment(number, body);
    else if (comparable(old.body) !== comparable(body)) await comments.updateComment(old.id, body);
  }
  for (const { id } of present.slice(parts.length)) await comments.deleteComment(id);
}

/** Oldest first. Another's copy of the marker is not ours. */
async function ownComments(
  github: GitHubReader,
  number: number,
  kind: MarkerKind,
  key: MarkerKey,
): Promise<readonly Comment[]> {
  const [viewer, all] = await Promise.all([github.viewer(), github.comments(number)]);
  return all.filter(
    ({ author, body }) => isSameActor(author, viewer) && hasMarker(body, kind, key),
  );
}

async function create(
  { github, comments }: CommentPorts,
  number: number,
  kind: MarkerKind,
  key: MarkerKey,
  body: string,
): Promise<Comment> {
  try {
    return await comments.createComment(number, body);
  } catch (error) {
    if (!(error instanceof PortError) || error.kind !== 'answer-lost') throw error;
    const [written] = await ownComments(github, number, kind, key);
    return written ?? (await comments.createComment(number, body));
  }
}

/** The address of a run is no news, and GitHub may change line ends. */
function comparable(body: string): string {
  return body
    .replaceAll('\r\n', '\n')
    .replace(/\/actions\/runs\/\d+/g, '/actions/runs/')
    .trimEnd();
}
