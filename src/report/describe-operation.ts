import type { Operation } from '../core/plan/operation.ts';
import { markdown, plain, type Style } from './style.ts';
import { count } from './words.ts';

function principalWords(operation: Operation, style: Style, hidePeople: boolean): string {
  const { principal } = operation;
  if (principal === null) return '';
  if (principal.type === 'USER')
    return hidePeople ? 'a person' : `${style.name(principal.name)} (user)`;
  return `${style.name(principal.name)} (group)`;
}

function describe(operation: Operation, style: Style, hidePeople: boolean): string {
  const set = style.name(operation.permissionSet ?? '');
  const group = style.name(operation.principal?.name ?? '');
  switch (operation.kind) {
    case 'grant':
    case 'revoke': {
      const { name, id } = operation.account;
      const where = name === '' ? id : `${style.name(name)} (${id})`;
      const who = principalWords(operation, style, hidePeople);
      return operation.kind === 'grant'
        ? `grant ${who} ${set} on ${where}`
        : `revoke ${set} on ${where} from ${who}`;
    }
    case 'create-permission-set':
      return `create permission set ${set}`;
    case 'update-permission-set':
      return `update permission set ${set}`;
    case 'delete-permission-set':
      return `delete permission set ${set}`;
    case 'adopt-permission-set':
      return `adopt permission set ${set}`;
    case 'release-permission-set':
      return `release permission set ${set}`;
    case 'provision-permission-set':
      return `provision permission set ${set} to ${count(operation.accounts.length, 'account')}`;
    case 'assign-group-to-application':
      return `assign group ${group} to the enterprise application`;
    case 'unassign-group-from-application':
      return `unassign group ${group} from the enterprise application`;
    case 'provision-group':
      return `provision group ${group} from Entra ID to AWS`;
    case 'assign-application':
      return `assign ${principalWords(operation, style, hidePeople)} to application ${style.name(operation.application.name)}`;
    case 'unassign-application':
      return `unassign ${principalWords(operation, style, hidePeople)} from application ${style.name(operation.application.name)}`;
    case 'update-access-control-attributes':
      return 'update the attributes for access control';
    default:
      return operation satisfies never;
  }
}

const past: Readonly<Record<Operation['kind'], string>> = {
  grant: 'granted',
  revoke: 'revoked',
  'create-permission-set': 'created',
  'update-permission-set': 'changed',
  'delete-permission-set': 'deleted',
  'adopt-permission-set': 'adopted',
  'release-permission-set': 'released',
  'provision-permission-set': 'provisioned',
  'assign-group-to-application': 'assigned',
  'unassign-group-from-application': 'unassigned',
  'provision-group': 'provisioned',
  'assign-application': 'assigned',
  'unassign-application': 'unassigned',
  'update-access-control-attributes': 'changed',
};

/** What was done, in Markdown: `created permission set …`. */
export function describeDone(operation: Operation, hidePeople: boolean): string {
  const words = describe(operation, markdown, hidePeople);
  return words.replace(/^\S+/, past[operation.kind]);
}

/** One plain sentence on one line, for logs and the terminal. */
export function describeOperation(operation: Operation, hidePeople = false): string {
  return describe(operation, plain, hidePeople);
}
