import { Scalar } from 'yaml';
import { plainWord, type Word } from '../mapping/write/word.ts';
import type { WritingOptions } from '../mapping/write/write-permission-set.ts';
import { writeDuration } from '../mapping/write/write-duration.ts';
import {
  commentText,
  listNode,
  mapNode,
  textNode,
  withComment,
  type YamlNode,
  wordNode,
  wordsNode,
  yamlText,
} from '../mapping/write/yaml-nodes.ts';
import { attributesInEffect } from '../model/access-control.ts';
import { isIdentityStoreId } from '../model/guid.ts';
import { sortedBy, sortedUnique } from '../model/order.ts';
import type { PrincipalType } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { DeadHolding } from './live-holding.ts';
import { leftOut } from './left-out.ts';
import type { ImportNote } from './note.ts';
import { schemaLine } from './schema-line.ts';

export interface SettingsQuestion {
  readonly snapshot: Snapshot;
  readonly owner: string;
  readonly users: boolean;
  /** False where somebody else manages the attributes for access control. */
  readonly attributes: boolean;
  readonly defaults: WritingOptions['defaults'];
  readonly dead: readonly DeadHolding[];
  /** Names of sets that this owner has and these files cannot say. */
  readonly undeclarable: readonly string[];
  readonly notes: readonly ImportNote[];
}

export function settingsText(question: SettingsQuestion): string {
  const { snapshot, owner, users, defaults, dead, undeclarable } = question;
  const { instance, accessControlAttributes: live } = snapshot;
  const attributes = live === null || !question.attributes ? null : attributesInEffect(live);
  const ignored = ignoreEntries(dead, undeclarable);
  const { sessionDuration, tags } = defaults;
  const settings = mapNode([
    ['identityCenter', mapNode([['region', textNode(instance.region)]])],
    [
      'manage',
      mapNode([
        ['owner', textNode(owner)],
        ['users', users ? new Scalar(true) : null],
        ['ignore', ignored.length === 0 ? null : listNode(ignored)],
      ]),
    ],
    ['accessControlAttributes', attributes === null ? null : textsNode(attributes)],
    [
      'defaults',
      sessionDuration === null && Object.keys(tags).length === 0
        ? null
        : mapNode([
            ['sessionDuration', sessionDuration === null ? null : durationNode(sessionDuration)],
            ['tags', Object.keys(tags).length === 0 ? null : textsNode(tags)],
          ]),
    ],
  ]);
  return yamlText(mapNode([['settings', settings]]), [
    schemaLine,
    ...notesAsComment(question.notes),
  ]);
}

const MOST_NAMES = 5;

/** For whoever reads the files later: an import's words are soon gone. */
function notesAsComment(notes: readonly ImportNote[]): readonly string[] {
  const lines = leftOut(notes).map(({ headline, names }) => {
    const more = names.length > MOST_NAMES ? ', …' : '';
    const some = names.slice(0, MOST_NAMES).map(commentText).join(', ') + more;
    return `- ${headline}${some === '' ? '' : `: ${some}`}`;
  });
  return lines.length === 0 ? [] : ['', 'When this was imported, it left out:', ...lines];
}

/** The least settings: enough to settle what is in scope. */
export function scopeText(owner: string, users: boolean): string {
  const manage = mapNode([
    ['owner', textNode(owner)],
    ['users', new Scalar(users)],
  ]);
  return yamlText(mapNode([['settings', mapNode([['manage', manage]])]]));
}

function durationNode(seconds: number): YamlNode {
  return new Scalar(writeDuration(seconds));
}

function textsNode(texts: Readonly<Record<string, string>>): YamlNode {
  return mapNode(Object.entries(texts).map(([key, value]) => [key, textNode(value)]));
}

/** What a plan of the written files must leave alone. */
export function ignoreEntries(
  dead: readonly DeadHolding[],
  undeclarable: readonly string[],
): readonly YamlNode[] {
  return [
    ...(['GROUP', 'USER'] as const).flatMap((type) => ignoreOf(type, dead)),
    ...ignoredSets(undeclarable),
  ];
}

/** Owning a set revokes what no rule says, and no rule can name who is gone. */
function ignoreOf(type: PrincipalType, dead: readonly DeadHolding[]): readonly YamlNode[] {
  const some = Map.groupBy(
    dead.filter(({ principal }) => principal.type === type),
    ({ principal }) => principal.id,
  );
  if (some.size === 0) return [];
  const words = sortedBy(some, ([id]) => id).map(([id, held]): Word => {
    const whats = sortedUnique(held.map(({ what }) => what)).join(', ');
    const accounts = sortedUnique(held.flatMap(({ where }) => where ?? []));
    const [only = ''] = accounts;
    const where = accounts.length > 1 ? ` in ${accounts.length} accounts` : ` in ${only}`;
    return { text: referenceOf(id), comment: whats + (only === '' ? '' : where) };
  });
  const what = type === 'GROUP' ? 'groups' : 'users';
  const list = words.length === 1 ? listNode(words.map(wordNode)) : wordsNode(words, 0);
  return [
    withComment(mapNode([[what, list]]), [
      `These ${what} no longer exist, and what they held is still there.`,
      'Remove these lines to have it revoked.',
    ]),
  ];
}

/** The owner's tag is on them, so that a plan would delete what no file declares. */
function ignoredSets(names: readonly string[]): readonly YamlNode[] {
  if (names.length === 0) return [];
  return [
    withComment(mapNode([['permissionSets', wordsNode(names.map(plainWord), 0)]]), [
      "These sets carry this owner's tag, and files cannot say them as they are.",
    ]),
  ];
}

/** An assignment of somebody who is gone has the id for a name, so either way of saying it matches. */
function referenceOf(id: string): string {
  return isIdentityStoreId(id) && id === id.toLowerCase() ? `id:${id}` : id;
}
