import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../src/core/mapping/load-mapping.ts';
import type { Mapping } from '../../src/core/mapping/mapping.ts';
import type { Operation } from '../../src/core/plan/operation.ts';
import type { PolicyRemark } from '../../src/core/policy/policy-remark.ts';
import { checkPolicies } from '../../src/effects/check-policies.ts';
import type { PolicyChecker } from '../../src/ports/policy-check.ts';
import { PortError } from '../../src/ports/port-error.ts';
import { changeSet } from '../report/build-plan.ts';

const yaml = `settings:
  manage: { owner: platform }
permissionSets:
  Written:
    inlinePolicy:
      Version: '2012-10-17'
      Statement:
        - Effect: Allow
          Action:
            - s3:GetObject
            - iam:PassRole
            - s3:GetObjekt
          Resource: '*'
  Filed:
    inlinePolicy: policies/filed.json
`;
const json = `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:::queue"
  }
}
`;

function head(): Mapping {
  const file = (path: string, text: string) => {
    const bytes = new TextEncoder().encode(text);
    return { path: `access/${path}`, kind: 'file' as const, bytes, size: bytes.byteLength };
  };
  const { value, diagnostics } = loadMapping({
    directory: 'access',
    included: [],
    exists: true,
    files: [file('access.yaml', yaml), file('policies/filed.json', json)],
  });
  if (value === null) throw new Error(diagnostics.map(({ headline }) => headline).join('\n'));
  return value;
}

function edits(mapping: Mapping): Operation[] {
  return mapping.permissionSets.map(({ name, content }) =>
    changeSet(name, { inlinePolicy: null }, { inlinePolicy: content.inlinePolicy }),
  );
}

/** AWS, as far as it says what it is told to say, and remembers what it was shown. */
function checker(say: (document: string) => readonly PolicyRemark[]) {
  const shown: string[] = [];
  const port: PolicyChecker = {
    validatePolicy: async (document) => {
      shown.push(document);
      return say(document);
    },
  };
  return { port, shown };
}

const remark: PolicyRemark = {
  level: 'security-warning',
  code: 'PASS_ROLE_WITH_STAR_IN_RESOURCE',
  text: 'Using iam:PassRole with wildcards can be overly permissive.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/checks.html',
  path: ['Statement', 0, 'Action', 1],
};

describe('checkPolicies', () => {
  it('shows each edited policy as it is written, and tells what AWS says at its line', async () => {
    const mapping = head();
    const error: PolicyRemark = {
      level: 'error',
      code: 'INVALID_ARN_PREFIX',
      text: 'Add the prefix.',
      link: null,
      path: ['Statement', 'Resource'],
    };
    const { port, shown } = checker((document) =>
      document.includes('queue') ? [error] : [{ ...remark, level: 'suggestion' }, remark],
    );
    const findings = await checkPolicies(port, edits(mapping), mapping);
    expect(shown).toContain(JSON.stringify(JSON.parse(json)));
    expect(findings).toMatchObject([
      {
        code: 'policy-security-warning',
        severity: 'warning',
        headline: `AWS on the inline policy of "Written": ${remark.text}`,
        help: `read ${remark.link ?? ''}`,
        origin: { file: 'access/access.yaml', line: 11 },
        causedByHead: true,
      },
      { code: 'policy-remark', severity: 'info' },
      {
        code: 'policy-refused-by-check',
        severity: 'error',
        origin: { file: 'access/policies/filed.json', line: 6 },
      },
    ]);
  });

  it('asks about nothing that this change does not write', async () => {
    const mapping = head();
    const [first] = edits(mapping);
    const same = mapping.permissionSets[0]?.content.inlinePolicy ?? null;
    const { port, shown } = checker(() => [remark]);
    const findings = await checkPolicies(
      port,
      [
        ...(first === undefined ? [] : [{ ...first, cause: 'drift' as const }]),
        changeSet('Written', { inlinePolicy: same }, { inlinePolicy: same }),
        changeSet('Written', { inlinePolicy: same }, { inlinePolicy: null }),
        changeSet('Written', { sessionDuration: 3600 }, { sessionDuration: 7200 }),
      ],
      mapping,
    );
    expect({ findings, shown }).toEqual({ findings: [], shown: [] });
  });

  it('goes on without AWS where the role may not ask, with what the list of actions shows', async () => {
    const mapping = head();
    const action = 'access-analyzer:ValidatePolicy';
    const { port, shown } = checker(() => {
      throw new PortError('access-denied', action, `${action}: denied`);
    });
    const findings = await checkPolicies(port, edits(mapping), mapping);
    expect(shown.length).toBeGreaterThan(0);
    expect(findings).toMatchObject([
      {
        code: 'unknown-action',
        severity: 'info',
        headline: '"s3:GetObjekt" in the inline policy of "Written" is no action known here',
        help: 'did you mean "s3:GetObject"?',
        origin: { file: 'access/access.yaml', line: 12 },
      },
      {
        code: 'policies-unchecked',
        severity: 'info',
        headline: `2 inline policies of this change were not checked by AWS: the role may not ask (${action}, which is optional)`,
        causedByHead: false,
      },
    ]);
  });

  it('says why AWS did not answer, and hides no cancelled run', async () => {
    const mapping = head();
    const failing = (kind: 'unavailable' | 'cancelled') =>
      checkPolicies(
        checker(() => {
          throw new PortError(kind, 'access-analyzer:ValidatePolicy', 'AWS does not answer');
        }).port,
        edits(mapping),
        mapping,
      );
    expect((await failing('unavailable')).at(-1)?.headline).toContain('AWS does not answer');
    await expect(failing('cancelled')).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('is bounded, however many policies and remarks there are', async () => {
    const mapping = head();
    const [set] = mapping.permissionSets;
    if (set === undefined) throw new Error('no set');
    const names = Array.from({ length: 60 }, (_, index) => `Set-${index}`);
    const many = { ...mapping, permissionSets: names.map((name) => ({ ...set, name })) };
    const { port, shown } = checker(() => Array.from({ length: 500 }, () => remark));
    const findings = await checkPolicies(port, edits(many), many);
    expect(shown).toHaveLength(50);
    expect(findings.at(-1)?.headline).toBe(
      '10 inline policies of this change were not checked by AWS: no more than 50 are asked about in one run',
    );
    expect(findings.length).toBeLessThanOrEqual(60 * 20);
  });
});
