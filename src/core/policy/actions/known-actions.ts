import * as z from 'zod';
import { sortedBy } from '../../model/order.ts';
import { type AccessLevel, accessLevels } from '../access-level.ts';
import listed from './known-actions.json' with { type: 'json' };

export interface KnownAction {
  /** `s3`. */
  readonly service: string;
  /** `s3:GetObject`, as AWS spells it. */
  readonly name: string;
  /** The same in lower case, for IAM's comparison knows no case. */
  readonly key: string;
  readonly level: AccessLevel;
  /** Its place in the list. */
  readonly index: number;
}

export interface ActionList {
  /** The most dangerous level first, then by name. */
  readonly actions: readonly KnownAction[];
  /** By prefix in lower case, in the order of `actions`. */
  readonly byService: ReadonlyMap<string, readonly KnownAction[]>;
  readonly byKey: ReadonlyMap<string, KnownAction>;
}

const services = z.record(z.string(), z.partialRecord(z.enum(accessLevels), z.string()));

let known: ActionList | null = null;

/** The actions that IAM knew when the list was taken; read on the first question only. */
export function knownActions(): ActionList {
  known ??= actionList(
    Object.entries(services.parse(listed.services)).flatMap(([service, byLevel]) =>
      accessLevels.flatMap((level) =>
        unpacked(byLevel[level] ?? '').map((action) => ({ name: `${service}:${action}`, level })),
      ),
    ),
  );
  return known;
}

/** A list from names and levels, for what asks the same of another one. */
export function actionList(
  names: readonly { readonly name: string; readonly level: AccessLevel }[],
): ActionList {
  const rank = new Map(accessLevels.map((level, index) => [level, index]));
  const actions = sortedBy(names, ({ name }) => name.toLowerCase())
    .toSorted((a, b) => (rank.get(a.level) ?? 0) - (rank.get(b.level) ?? 0))
    .map(({ name, level }, index) => ({
      service: name.slice(0, name.indexOf(':')),
      name,
      key: name.toLowerCase(),
      level,
      index,
    }));
  return {
    actions,
    byService: Map.groupBy(actions, ({ service }) => service.toLowerCase()),
    byKey: new Map(actions.map((action) => [action.key, action])),
  };
}

/** `Create|Delete:Bucket,Job Abort:Upload` is CreateBucket, CreateJob, DeleteBucket, …. */
function unpacked(line: string): string[] {
  return line.split(' ').flatMap((part) => {
    const [verbs = '', nouns = ''] = part.split(':');
    const names = nouns.split(',').filter((noun) => noun !== '');
    return verbs.split('|').flatMap((verb) => names.map((noun) => `${verb}${noun}`));
  });
}
