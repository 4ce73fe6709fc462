import * as z from 'zod';
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
}

export interface ActionList {
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
  const actions = names.map(({ name, level }) => ({
    service: name.slice(0, name.indexOf(':')),
    name,
    key: name.toLowerCase(),
    level,
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
