import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { snapshotOf } from '../core/support/live.ts';
import { adoptOn, type Texts } from '../core/adopt/support/adopted.ts';
import { OWNER } from '../core/support/files.ts';
import { filesOf, snapshotCase } from './support/as-files.ts';
import { organizationCase, type OrganizationCase, runs } from './support/organization-case.ts';

const CASES = 40;

/** How somebody might have written the same files. */
const plain = { aliasDuplicateObjects: false };
const styles = {
  yaml: (value: unknown) => stringify(value, plain),
  flat: (value: unknown) => stringify(value, { ...plain, indentSeq: false, lineWidth: 0 }),
  brackets: (value: unknown) => stringify(value, { ...plain, collectionStyle: 'flow' }),
  json: (value: unknown) => JSON.stringify(value, null, 2),
  windows: (value: unknown) =>
    `\uFEFF# Who may what.\n${stringify(value, plain)}`.replaceAll('\n', '\r\n'),
  // What repeats stands once, with an alias elsewhere: not each of these can be edited by itself.
  aliases: (value: unknown) => stringify(value),
} as const;

const style = fc.constantFrom(...(Object.keys(styles) as (keyof typeof styles)[]));

function textsOf({ base }: OrganizationCase, how: keyof typeof styles, apart: boolean): Texts {
  const { guardrails, permissionSets, assignments } = filesOf(base);
  const write = styles[how];
  const settings = { manage: { owner: OWNER }, guardrails };
  return apart
    ? {
        'access/rules.yaml': write({ assignments }),
        'access/sets.yaml': write({ permissionSets }),
        'access/settings.yaml': write({ settings }),
      }
    : { 'access/main.yaml': write({ settings, permissionSets, assignments }) };
}

test('once the files take over what is live, nothing has drifted but what files cannot say, and nothing is asked anew', () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(organizationCase, style, fc.boolean(), (organization, how, apart) => {
      const snapshot = snapshotOf(snapshotCase(organization));
      const found = adoptOn(textsOf(organization, how, apart), snapshot);
      const { steps } = found.adoption;
      const idsOf = (isCannot: boolean) =>
        steps
          .filter(({ kind }) => (kind === 'cannot') === isCannot)
          .flatMap(({ operations }) => operations);
      const drift = found.before.plan.operations.filter(({ cause }) => cause === 'drift');
      const left = found.after.plan.operations;
      expect(left.map(({ id }) => id).toSorted()).toEqual(idsOf(true).toSorted());
      // Roles of a set that was edited by hand follow what is then declared, with the pull request.
      const asked = left.filter(({ cause }) => cause !== 'drift');
      expect(asked.filter(({ kind }) => kind !== 'provision-permission-set')).toEqual([]);
      expect([...new Set([...idsOf(true), ...idsOf(false)])].toSorted()).toEqual(
        drift.map(({ id }) => id).toSorted(),
      );
      if (how === 'aliases') return;
      const refused = steps.filter(
        (step) => step.kind === 'cannot' && !expectedReasons.test(step.why),
      );
      expect(refused).toEqual([]);
    }),
    runs(CASES),
  );
});

const expectedReasons =
  /no matter of files|no longer exists|created again|tag that says who owns|may be "|accounts (have|hold) an older version|assignment that files cannot keep|another difference of it/;
