import { describe, expect, it } from 'vitest';
import type { Instance } from '../../src/core/model/snapshot.ts';
import { findInstance } from '../../src/effects/find-instance.ts';
import { RunProblem } from '../../src/effects/run-problem.ts';
import { mappingOf } from '../core/support/files.ts';
import { accountId, snapshotOf } from '../core/support/live.ts';
import { fakeAws } from './support/fake-aws.ts';

const live = snapshotOf({});
const ofOrganization = live.instance;
const arn = 'arn:aws:sso:::instance/ssoins-fedcba9876543210' as Instance['arn'];
const ofAccount: Instance = { ...ofOrganization, arn, ownerAccountId: accountId('dev') };

function find(
  visible: readonly Instance[],
  wanted: Instance['arn'] | null = null,
): Promise<Instance> {
  const { readers } = fakeAws(live);
  const identityCenter = {
    ...readers.identityCenter,
    listInstances: () => Promise.resolve(visible),
  };
  const { settings } = mappingOf({});
  const at = settings.owner.at;
  const instanceArn = wanted === null ? null : { value: wanted, at };
  return findInstance({ ...readers, identityCenter }, { ...settings, instanceArn }, 'eu-west-1');
}

async function problemWith(visible: readonly Instance[], wanted: Instance['arn'] | null = null) {
  const error: unknown = await find(visible, wanted).catch((thrown: unknown) => thrown);
  if (!(error instanceof RunProblem)) throw new Error('it was found', { cause: error });
  return error.diagnostics[0];
}

describe('the instance of a plan', () => {
  it("is the organization's, with one of an account beside it", async () => {
    expect(await find([ofAccount, ofOrganization])).toBe(ofOrganization);
    expect(await find([ofOrganization])).toBe(ofOrganization);
  });

  it.each([
    ['alone', [ofAccount], null, 'delegated administrator'],
    ['by its name', [ofOrganization, ofAccount], arn, 'settings.identityCenter.instanceArn'],
  ])('is none of an account, %s', async (_how, visible, wanted, help) => {
    const problem = await problemWith(visible, wanted);
    expect(problem).toMatchObject({ code: 'no-instance' });
    expect(problem?.headline).toContain(`is of account ${accountId('dev')} alone`);
    expect(problem?.why).toContain(accountId('management'));
    expect(problem?.help).toContain(help);
  });

  it('is missed where nothing is visible', async () => {
    expect(await problemWith([])).toMatchObject({
      code: 'no-instance',
      headline: 'no instance of IAM Identity Center is visible in eu-west-1',
    });
  });

  it('is not guessed among several', async () => {
    const other = { ...ofOrganization, arn };
    expect(await problemWith([ofOrganization, other])).toMatchObject({ code: 'several-instances' });
  });
});
