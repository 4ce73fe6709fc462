import type { JsonObject } from '../../../aws/json.ts';
import type { User } from '../../world/state.ts';
import { equality, instants, prefix, suffix } from '../filterable.ts';
import type { Filterable } from '../filterable.ts';
import type { ResourceType } from '../select.ts';
import { graphTime } from './time.ts';

const basics = ['id', 'displayName', 'givenName', 'mail', 'surname', 'userPrincipalName'];

/** With User.ReadBasic.All alone the rest has no value. */
export function userResource(user: User, isBasic = false): JsonObject {
  const whole: JsonObject = {
    businessPhones: [],
    displayName: user.displayName,
    givenName: user.givenName ?? null,
    jobTitle: null,
    mail: user.mail ?? null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: user.surname ?? null,
    userPrincipalName: user.userPrincipalName,
    id: user.id,
    accountEnabled: user.accountEnabled,
    createdDateTime: graphTime(user.createdAt),
    deletedDateTime: null,
    mailNickname: user.userPrincipalName.replace(/@.*/, ''),
    userType: 'Member',
  };
  if (!isBasic) return whole;
  return Object.fromEntries(
    Object.entries(whole).map(([name, value]) => [name, basics.includes(name) ? value : null]),
  );
}

const onlySelected = [
  'accountEnabled',
  'createdDateTime',
  'deletedDateTime',
  'mailNickname',
  'userType',
];

export const userType: ResourceType = {
  name: 'microsoft.graph.user',
  resource: 'User',
  onlySelected,
  properties: [
    ...basics,
    ...onlySelected,
    'businessPhones',
    'jobTitle',
    'mobilePhone',
    'officeLocation',
    'preferredLanguage',
  ],
  unset: [
    'companyName',
    'department',
    'employeeId',
    'onPremisesSyncEnabled',
    'otherMails',
    'usageLocation',
  ],
};

export const userFilters: Readonly<Record<string, Filterable>> = {
  id: equality,
  accountEnabled: equality,
  createdDateTime: instants,
  displayName: prefix,
  givenName: prefix,
  mail: suffix,
  mailNickname: prefix,
  surname: prefix,
  userPrincipalName: suffix,
  userType: equality,
};
