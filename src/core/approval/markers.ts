import { instanceId, type InstanceArn } from '../model/ids.ts';

/** What is kept on GitHub is found again by instance and owner, so that directories may move. */
export interface MarkerKey {
  /** Null where files are invalid before anybody could ask for the instance. */
  readonly instance: InstanceArn | null;
  readonly owner: string | null;
  readonly directory: string;
}

export type MarkerKind = 'plan' | 'plan-record' | 'outcome' | 'drift' | 'drift-failure';

/** A hidden line that begins a comment of ours. */
export function marker(kind: MarkerKind, { instance, owner, directory }: MarkerKey): string {
  const key = instance === null || owner === null ? '?' : `${instanceId(instance)}/${plain(owner)}`;
  return `<!-- identity-center-reconciler:${kind} key=${key} config=${plain(directory)} -->`;
}

const holdsNoResult = '<!-- identity-center-reconciler:no-result -->';

/** The marker of a comment that any later one of its kind replaces: there was nothing to tell yet. */
export function provisional(kind: MarkerKind, key: MarkerKey): string {
  return `${marker(kind, key)}\n${holdsNoResult}`;
}

export function isProvisional(body: string): boolean {
  return body.split('\n', 2)[1]?.trimEnd() === holdsNoResult;
}

/** True where a comment begins with the marker of this instance and owner, or of this directory while neither was known. */
export function hasMarker(body: string, kind: MarkerKind, wanted: MarkerKey): boolean {
  const [first = ''] = body.split('\n', 1);
  const line = first.trimEnd();
  if (line === marker(kind, wanted)) return true;
  if (line === marker(kind, { ...wanted, instance: null, owner: null })) return true;
  const open = `<!-- identity-center-reconciler:${kind} key=`;
  if (!line.startsWith(open)) return false;
  const [key] = line.slice(open.length).split(' ', 1);
  const config = ` config=${plain(wanted.directory)} -->`;
  if (wanted.instance === null) return line.endsWith(config);
  return marker(kind, wanted).startsWith(`${open}${key} `);
}

/** Only characters that cannot end a comment. */
function plain(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('-', '%2D');
}
