import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Located, Span } from '../../diagnostics/span.ts';
import { checkTagCount } from '../check/check-tag-count.ts';
import { awsLimits } from '../limits.ts';
import type { Settings } from '../mapping.ts';
import type { MapEntry, Tree } from '../read/tree.ts';
import type {
  defaults as defaultsSchema,
  manage as manageSchema,
  settings as settingsSchema,
} from '../schema/settings-schema.ts';
import { fieldsOf, type Fields, type KeysOf } from './fields.ts';
import { readAccessControl } from './read-access-control.ts';
import { readEntra } from './read-entra.ts';
import { readGuardrails } from './read-guardrails.ts';
import { readIdentityCenter } from './read-identity-center.ts';
import { readIgnore } from './read-ignore.ts';
import type { Defaults } from './read-permission-set.ts';
import { readReview } from './read-review.ts';
import { readSessionDuration } from './read-session-duration.ts';
import { readTags, tagTextProblem } from './read-tags.ts';

export interface ReadSettings {
  readonly settings: Settings;
  readonly defaults: Defaults;
}

export function readSettings(entry: MapEntry, problems: Diagnostic[]): ReadSettings {
  const fields = fieldsOf<typeof settingsSchema>(entry.value);
  const manageTree = fields.tree('manage');
  const manage = manageTree === null ? null : fieldsOf<typeof manageSchema>(manageTree);
  const entra = fields.tree('entra');
  const settings: Settings = {
    at: entry.keyAt,
    ...readIdentityCenter(fields.tree('identityCenter'), problems),
    include: fields.texts('include'),
    accessControlAttributes: readAccessControl(
      fields.tree('accessControlAttributes'),
      fields.keyAt('accessControlAttributes') ?? entry.keyAt,
      problems,
    ),
    entra: entra === null ? null : readEntra(entra, problems),
    owner: readOwner(manage, fields.keyAt('manage') ?? entry.keyAt, problems),
    permissionSetScope: manage?.text('permissionSets')?.value === 'all' ? 'all' : 'declared',
    users: manage?.flag('users') ?? false,
    ignore: (manage?.items('ignore') ?? []).map((item) => readIgnore(item, problems)),
    release: manage?.texts('release') ?? [],
    guardrails: readGuardrails(fields.tree('guardrails'), problems),
    ...readReview(fields.tree('review'), problems),
  };
  return { settings, defaults: readDefaults(fields.tree('defaults'), problems) };
}

function readOwner(
  manage: Fields<KeysOf<typeof manageSchema>> | null,
  at: Span,
  problems: Diagnostic[],
): Located<string> {
  const owner = manage?.text('owner') ?? null;
  if (owner === null) {
    // A value that is there and wrong has its own diagnostic.
    if (manage?.has('owner') !== true) {
      problems.push(
        errorAt(at, 'missing-owner', 'the settings do not say who owns these permission sets', {
          why: 'the owner marks what this directory may change, so that two repositories can share an instance',
          help:
            manage === null
              ? 'add "manage: { owner: <a short name> }" to the settings'
              : 'add "owner: <a short name>" here',
        }),
      );
    }
    return { value: '', at };
  }
  const problem =
    owner.value.trim() === owner.value
      ? tagTextProblem(owner.value, awsLimits.tagValue)
      : 'has a space around it';
  if (problem !== null) {
    problems.push(
      errorAt(owner.at, 'invalid-owner', `the owner "${owner.value.slice(0, 60)}" ${problem}`, {
        why: 'the owner is the value of a tag on each permission set',
        help: 'use letters, digits and _ . : / = + - @, such as platform',
      }),
    );
  }
  return owner;
}

function readDefaults(tree: Tree | null, problems: Diagnostic[]): Defaults {
  if (tree === null) return { sessionDuration: null, tags: {} };
  const fields = fieldsOf<typeof defaultsSchema>(tree);
  const tags = readTags(fields.tree('tags'), problems);
  problems.push(...checkTagCount(tags, fields.keyAt('tags') ?? tree.at));
  return {
    sessionDuration: readSessionDuration(fields.text('sessionDuration'), problems),
    tags,
  };
}
