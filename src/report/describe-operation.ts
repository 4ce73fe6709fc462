import type { Operation } from '../core/plan/operation.ts';
import { codeSpan } from './escape.ts';
import { showInvisible } from './show-invisible.ts';
import { cut } from './cut.ts';
import { count } from './words.ts';

type Naming = (name: string) => string;

function principalWords(operation: Operation, naming: Naming, hidePeople: boolean): string {
  const { principal } = operation;
  if (principal === null) return '';
  if (principal.type === 'USER')
    return hidePeople ? 'a person' : `${naming(principal.name)} (user)`;
  return `${naming(principal.name)} (group)`;
}

function describe(operation: Operation, naming: Naming, hidePeople: boolean): string {
  const set = naming(operation.permissionSet);
  switch (operation.kind) {
    case 'grant':
    case 'revoke': {
      const { name, id } = operation.account;
      const where = name === '' ? id : `${naming(name)} (${id})`;
      const who = principalWords(operation, naming, hidePeople);
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
    default:
      return operation satisfies never;
  }
}

/** One plain sentence on one line, for logs and the terminal. */
export function describeOperation(operation: Operation, hidePeople = false): string {
  return describe(operation, (name) => cut(showInvisible(name), 120), hidePeople);
}

/** The same in Markdown. */
export function describeOperationMarkdown(operation: Operation, hidePeople: boolean): string {
  return describe(operation, codeSpan, hidePeople);
}
