import { driftKinds, type DriftEntry, type DriftKind } from '../core/drift/drift-entry.ts';
import type { DriftCause } from '../core/drift/cause.ts';
import { type Entry, indent } from './document.ts';
import { causeLines, causeSignature } from './drift-cause-words.ts';
import { type DriftLine, tellDriftLine } from './drift-line.ts';
import type { DriftView } from './drift-view.ts';
import { escapeMarkdown } from './escape.ts';
import { reasonsInWords } from './reasons-in-words.ts';

/** Entries that read the same but for the account are one line. */
export function driftEntries(kind: DriftKind, view: DriftView): Entry[] {
  const lines = new Map<string, [DriftEntry, ...DriftEntry[]]>();
  for (const entry of view.report.entries) {
    if (entry.kind !== kind) continue;
    const key = lineKey(entry, view);
    const line = lines.get(key);
    if (line === undefined) lines.set(key, [entry]);
    else line.push(entry);
  }
  return [...lines.values()].map((members) => entryOf(members, view));
}

function isFolded(kind: DriftKind): boolean {
  return kind === 'undeclared-grant' || kind === 'missing-grant';
}

function lineKey(entry: DriftEntry, view: DriftView): string {
  const { kind, key, operations } = entry;
  if (kind === 'unmanaged-set' || !isFolded(kind)) return key;
  const [{ principal, permissionSet, status, reason }] = operations;
  const isHidden = view.isPublicRepository && principal?.type === 'USER';
  return JSON.stringify([
    isHidden ? 'somebody' : principal?.id,
    permissionSet,
    status,
    reason,
    view.since.get(key),
    causeSignature(view.causes.of.get(key)),
  ]);
}

/** After what is told first. */
const RANKS = 10;

function entryOf(members: DriftLine, view: DriftView): Entry {
  const [first] = members;
  const told = tellDriftLine(members, view);
  const notes = [...blockNote(first, view), ...told.notes].map((note) => ` · ${note}`).join('');
  const history = historyOf(members, view);
  const line = `- ${told.line}${notes}`;
  const below = [...told.details, ...told.folded.filter((block) => block !== '')];
  const brief = [`- ${told.short}`, ...history.slice(0, 1).map(item)].join('\n');
  const middle = [line, ...history.map(item), ...told.details.slice(0, 8).map(indent)].join('\n');
  const full = [line, ...history.map(item), ...below.map(indent)].join('\n');
  const forms = [...new Set([middle, brief, `- ${told.short}`])].filter((form) => form !== full);
  const isGrave = told.isAdministrator === true && first.kind !== 'missing-grant';
  return { danger: isGrave ? 0 : RANKS + driftKinds.indexOf(first.kind), forms: [full, ...forms] };
}

function item(line: string): string {
  return `  - ${line}`;
}

/** Who, when, and since when it is known. */
function historyOf(members: DriftLine, view: DriftView): string[] {
  const [first] = members;
  const since = view.since.get(first.key);
  const causes = members.flatMap(({ key }): DriftCause[] => {
    const cause = view.causes.of.get(key);
    return cause === undefined ? [] : [cause];
  });
  const lines = causeLines(causes, view);
  const seen = since === undefined ? [] : [`first seen on ${since}`];
  const [head, ...more] = lines;
  return head === undefined ? seen : [[head, ...seen].join(' · '), ...more];
}

function blockNote({ operations }: DriftEntry, view: DriftView): string[] {
  const blocked = operations.find(({ status }) => status === 'blocked');
  if (blocked !== undefined) {
    const say = reasonsInWords(view.plan, view.isPublicRepository);
    const why = blocked.reason === null ? '' : `: ${escapeMarkdown(say(blocked.reason))}`;
    return [`**cannot be undone now**${why}`];
  }
  return operations.some(({ status }) => status === 'waiting') ? ['waits for Entra ID'] : [];
}
