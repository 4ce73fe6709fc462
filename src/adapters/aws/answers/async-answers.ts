import * as z from 'zod';
import { optionalText } from './fields.ts';
import { pageOf } from './page-of.ts';

/** How far an asynchronous request of AWS is. */
export type AsyncState =
  | { readonly status: 'in-progress'; readonly requestId: string }
  | { readonly status: 'succeeded' }
  | { readonly status: 'failed'; readonly reason: string };

const asyncState = z
  .object({
    Status: z.enum(['IN_PROGRESS', 'SUCCEEDED', 'FAILED']),
    RequestId: optionalText,
    FailureReason: optionalText,
  })
  .transform((state, context): AsyncState => {
    if (state.Status === 'SUCCEEDED') return { status: 'succeeded' };
    if (state.Status === 'FAILED') {
      return { status: 'failed', reason: state.FailureReason ?? 'AWS gave no reason' };
    }
    if (state.RequestId !== null) return { status: 'in-progress', requestId: state.RequestId };
    context.addIssue({ code: 'custom', message: 'expected a RequestId' });
    return z.NEVER;
  });

export const creationAnswer = z
  .object({ AccountAssignmentCreationStatus: asyncState })
  .transform((answer) => answer.AccountAssignmentCreationStatus);
export const deletionAnswer = z
  .object({ AccountAssignmentDeletionStatus: asyncState })
  .transform((answer) => answer.AccountAssignmentDeletionStatus);
export const provisioningAnswer = z
  .object({ PermissionSetProvisioningStatus: asyncState })
  .transform((answer) => answer.PermissionSetProvisioningStatus);

const requestId = z.object({ RequestId: z.string() }).transform((request) => request.RequestId);

export const creationsInProgress = pageOf('AccountAssignmentsCreationStatus', requestId);
export const deletionsInProgress = pageOf('AccountAssignmentsDeletionStatus', requestId);
