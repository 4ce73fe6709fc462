import type { Json, JsonObject } from '../json.ts';
import { isJsonObject, present } from '../json.ts';
import { hexId } from '../world/ids.ts';
import type { TrailEvent, TrailUser } from './event-history.ts';

/** The record of an event as CloudTrail delivers it. */
export function eventRecord(event: TrailEvent): JsonObject {
  const { user, error } = event;
  return present({
    eventVersion: '1.11',
    userIdentity: userIdentity(user, event.at),
    eventTime: wholeSeconds(event.at),
    eventSource: 'sso.amazonaws.com',
    eventName: event.name,
    awsRegion: event.region,
    sourceIPAddress: user.sourceIpAddress,
    userAgent: user.userAgent,
    errorCode: error?.code,
    errorMessage: error?.message,
    requestParameters: lowerCamel(event.request),
    responseElements: event.response === null ? null : lowerCamel(event.response),
    requestID: event.requestId,
    eventID: event.id,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: user.accountId,
    eventCategory: 'Management',
    sessionCredentialFromConsole: user.isConsole ? 'true' : undefined,
  });
}

/** What LookupEvents calls the user name: of a role, its session. */
export function userName(user: TrailUser): string {
  const last = user.arn.split('/').at(-1) ?? user.arn;
  return user.arn.endsWith(':root') ? 'root' : last;
}

function userIdentity(user: TrailUser, at: number): JsonObject {
  const { arn, accountId, accessKeyId } = user;
  const shared = { arn, accountId, accessKeyId };
  const [kind, role = '', session = ''] = (arn.split(':').at(-1) ?? '').split('/');
  const partition = arn.split(':')[1] ?? 'aws';
  if (kind === 'root') return { type: 'Root', principalId: accountId, ...shared };
  if (kind !== 'assumed-role') {
    const name = userName(user);
    return { type: 'IAMUser', principalId: principalId('AIDA', arn), ...shared, userName: name };
  }
  const issuer = principalId('AROA', `${accountId} ${role}`);
  const path = role.startsWith('AWSReservedSSO_') ? 'aws-reserved/sso.amazonaws.com/' : '';
  return {
    type: 'AssumedRole',
    principalId: `${issuer}:${session}`,
    ...shared,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: issuer,
        arn: `arn:${partition}:iam::${accountId}:role/${path}${role}`,
        accountId,
        userName: role,
      },
      attributes: { creationDate: wholeSeconds(at), mfaAuthenticated: 'false' },
    },
  };
}

function principalId(prefix: string, of: string): string {
  return prefix + hexId('principal', of, 17).toUpperCase();
}

/** `InstanceArn` of the API is `instanceArn` here, all the way down. */
function lowerCamel(value: Json): Json {
  if (Array.isArray(value)) return value.map(lowerCamel);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, Json] => [
    name.charAt(0).toLowerCase() + name.slice(1),
    lowerCamel(member),
  ]);
  return Object.fromEntries(members);
}

function wholeSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
