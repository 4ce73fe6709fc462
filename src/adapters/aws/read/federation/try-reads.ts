import * as z from 'zod';
import type { TriedRead } from '../../../../core/doctor/aws-facts.ts';
import type { TrialTarget } from '../../../../ports/federation-aws-read.ts';
import { PortError } from '../../../../ports/port-error.ts';
import type { AwsConnection } from '../../open-aws.ts';
import { iamAction } from '../../request/aws-service.ts';
import { ServiceChannel } from '../../request/service-channel.ts';
import { applicationTrials } from './application-trials.ts';
import { identityStoreTrials } from './identity-store-trials.ts';
import { organizationTrials } from './organization-trials.ts';
import { permissionSetTrials } from './permission-set-trials.ts';
import { requestTrials } from './request-trials.ts';
import { trailTrials } from './trail-trials.ts';
import type { Trial } from './trial.ts';

/** Each read of a plan and a drift run, once. Whether it is allowed shows; what it answers is not looked at. */
export async function tryReads(
  connection: AwsConnection,
  target: TrialTarget,
  signal: AbortSignal | undefined,
): Promise<readonly TriedRead[]> {
  const trials = [
    ...permissionSetTrials(connection, target),
    ...identityStoreTrials(connection, target),
    ...organizationTrials(connection, target),
    ...applicationTrials(connection, target),
    ...requestTrials(connection, target),
    ...trailTrials(connection),
  ];
  return Promise.all(trials.map((trial) => attempt(connection, trial, signal)));
}

async function attempt(
  { caller }: AwsConnection,
  { service, operation, send }: Trial,
  signal: AbortSignal | undefined,
): Promise<TriedRead> {
  const action = iamAction(service, operation);
  if (send === null) return { action, outcome: 'untried', why: null };
  const channel = new ServiceChannel(caller, service, signal);
  try {
    await channel.read(operation, z.unknown(), send);
    return { action, outcome: 'allowed', why: null };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    if (error.kind === 'credentials' || error.kind === 'cancelled') throw error;
    // What is not there was looked for, so looking is allowed.
    if (error.kind === 'not-found') return { action, outcome: 'allowed', why: null };
    const outcome = error.kind === 'access-denied' ? 'refused' : 'failed';
    return { action, outcome, why: error.message };
  }
}
