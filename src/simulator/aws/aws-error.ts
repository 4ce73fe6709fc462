import type { JsonObject } from './json.ts';

/** An error as AWS would answer it. Client errors are 400 whatever their kind, as the services do. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly members: JsonObject;

  constructor(
    code: string,
    message: string,
    options: { status?: number; members?: JsonObject } = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
  }
}

export const accessDenied = (message: string): AwsError =>
  new AwsError('AccessDeniedException', message);

export const validation = (message: string): AwsError =>
  new AwsError('ValidationException', message);

export const conflict = (message: string): AwsError => new AwsError('ConflictException', message);

/** The one conflict that goes away by itself; every other one is told apart by its message only. */
export const conflictInProcess = (): AwsError =>
  conflict('There is a conflicting operation in process.');

export const notFound = (message: string, members: JsonObject = {}): AwsError =>
  new AwsError('ResourceNotFoundException', message, { members });

export const quotaExceeded = (message: string): AwsError =>
  new AwsError('ServiceQuotaExceededException', message);

export const tooBusy = (): AwsError =>
  new AwsError(
    'ThrottlingException',
    'There are too many requests processing. Please try again later.',
  );
