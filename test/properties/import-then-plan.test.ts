import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildDesired } from '../../src/core/desired/build-desired.ts';
import { filesAsSource, type Files } from '../../src/core/import/files-as-source.ts';
import { type Imported, importOrganization } from '../../src/core/import/import-organization.ts';
import { leftoversOf } from '../../src/core/import/leftovers.ts';
import { loadMapping } from '../../src/core/mapping/load-mapping.ts';
import type { Mapping } from '../../src/core/mapping/mapping.ts';
import { applicationKey } from '../../src/core/model/application.ts';
import {
  isControlTowerGroup,
  isControlTowerPermissionSet,
} from '../../src/core/model/control-tower.ts';
import { OWNERSHIP_TAG } from '../../src/core/model/permission-set.ts';
import type { Snapshot } from '../../src/core/model/snapshot.ts';
import { liveCase } from './support/live-case.ts';
import { runs } from './support/organization-case.ts';

const NOW = '2026-01-01T00:00:00.000Z';
const CASES = 60;
const options = {
  directory: 'access',
  owner: 'platform',
  kept: null,
  terraform: null,
};
const choices = fc.record({ exact: fc.boolean(), users: fc.boolean() });

it('import then plan has nothing to do but adopt, whatever is live', () => {
  fc.assert(
    fc.property(liveCase, choices, (snapshot, choice) => {
      const { files } = importOrganization(snapshot, { ...options, ...choice });
      expect({
        ...leftoversOf(filesAsSource('access', files), snapshot, NOW),
        files: textOf(files),
      }).toEqual({ problems: [], operations: [], files: textOf(files) });
    }),
    runs(CASES),
  );
});

it('says every assignment of the sets that it takes over, and no other', () => {
  fc.assert(
    fc.property(liveCase, choices, (snapshot, choice) => {
      const imported = importOrganization(snapshot, { ...options, ...choice });
      const mapping = mappingOf(imported.files);
      const desired = [...buildDesired(mapping, snapshot, NOW).grants.keys()].toSorted();
      expect(desired).toEqual(heldOf(snapshot, mapping, choice.users));
      expect(desired).toHaveLength(imported.counts.assignments);
      const { applications } = buildDesired(mapping, snapshot, NOW);
      expect([...applications.assignments.keys()].toSorted()).toEqual(
        assignedIn(snapshot, choice.users),
      );
      expect(setsOf(mapping)).toEqual(expectedSets(snapshot, imported));
    }),
    runs(CASES),
  );
});

it('names accounts one by one where that is asked for, and writes the same files in whatever order AWS answers', () => {
  fc.assert(
    fc.property(liveCase, (snapshot) => {
      const exact = importOrganization(snapshot, { ...options, exact: true, users: false });
      const mapping = mappingOf(exact.files);
      const selectors = [...mapping.rules, ...mapping.accountSets].flatMap(
        ({ accounts }) => accounts,
      );
      const kinds = new Set(selectors.map(({ value }) => value.kind));
      for (const wide of ['all', 'ou', 'ou-direct', 'tag', 'name-glob'] as const)
        expect(kinds).not.toContain(wide);
      const turned = {
        ...snapshot,
        assignments: snapshot.assignments.toReversed(),
        accounts: snapshot.accounts.toReversed(),
        organizationalUnits: snapshot.organizationalUnits.toReversed(),
        groups: snapshot.groups.toReversed(),
        permissionSets: snapshot.permissionSets.toReversed(),
      };
      const usual = { ...options, exact: false, users: true };
      expect(textOf(importOrganization(turned, usual).files)).toBe(
        textOf(importOrganization(snapshot, usual).files),
      );
    }),
    runs(CASES / 3),
  );
});

/** Keys of grants to living groups in active accounts, told without the program's selectors. */
function heldOf(snapshot: Snapshot, mapping: Mapping, users: boolean): string[] {
  const names = new Map(snapshot.permissionSets.map(({ arn, name }) => [arn, name]));
  const active = new Set(
    snapshot.accounts.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id),
  );
  const groups = snapshot.groups.filter(({ displayName }) => !isControlTowerGroup(displayName));
  const living = new Set([...groups, ...(users ? snapshot.users : [])].map(({ id }) => id));
  const declared = new Set(setsOf(mapping));
  return snapshot.assignments
    .filter(({ accountId, principalId }) => active.has(accountId) && living.has(principalId))
    .map((row) => ({ ...row, set: names.get(row.permissionSetArn) ?? '' }))
    .filter(({ set }) => declared.has(set))
    .map(
      ({ accountId, set, principalType, principalId }) =>
        `${accountId} ${set} ${principalType} ${principalId}`,
    )
    .toSorted();
}

/** Keys of assignments of the living to applications. */
function assignedIn({ applications, groups, users: known }: Snapshot, users: boolean): string[] {
  const others = groups.filter(({ displayName }) => !isControlTowerGroup(displayName));
  const living = new Set([...others, ...(users ? known : [])].map(({ id }) => id));
  return (applications?.assignments ?? [])
    .filter(({ principalId }) => living.has(principalId))
    .map(({ applicationArn, principalType: type, principalId: id }) =>
      applicationKey(applicationArn, { type, id }),
    )
    .toSorted();
}

/** All but those of others and those that no file can say, each of which it tells of. */
function expectedSets(snapshot: Snapshot, { notes }: Imported): string[] {
  const told = new Set(
    notes
      .filter(({ kind }) => kind.endsWith('-set'))
      .flatMap(({ subjects }) => subjects.map(({ name }) => name)),
  );
  const out = new Set(
    snapshot.provisioned
      .filter(({ accountId }) => snapshot.delegated && accountId === snapshot.managementAccountId)
      .map(({ permissionSetArn }) => permissionSetArn),
  );
  const left = snapshot.permissionSets.filter(
    ({ arn, name, tags, content }) =>
      isControlTowerPermissionSet(name) ||
      tags[OWNERSHIP_TAG] === 'other' ||
      ['__proto__', 'constructor', 'prototype'].includes(name) ||
      content.inlinePolicy === 'not json' ||
      content.description === 'nel\u0085' ||
      out.has(arn),
  );
  expect([...told].toSorted()).toEqual(left.map(({ name }) => name).toSorted());
  return snapshot.permissionSets
    .filter((set) => !left.includes(set))
    .map(({ name }) => name)
    .toSorted();
}

function setsOf({ permissionSets }: Mapping): string[] {
  return permissionSets.map(({ name }) => name).toSorted();
}

function mappingOf(files: Files): Mapping {
  const { value, diagnostics } = loadMapping(filesAsSource('access', files));
  if (value === null) throw new Error(`${JSON.stringify(diagnostics)}\n${textOf(files)}`);
  return value;
}

function textOf(files: Files): string {
  return [...files].map(([path, text]) => `--- ${path}\n${text}`).join('');
}
