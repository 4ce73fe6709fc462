import type { RuleExplanation } from '../core/explain/explanation.ts';
import { count } from './words.ts';

/** What a rule gives, to whom and until when, a line each. */
export function ruleFacts(rule: RuleExplanation): string[] {
  const { expired, expires, grants, permissionSets, principals, reaches, reason } = rule;
  const sets = permissionSets.map(({ declaredAt, name }) =>
    declaredAt === null ? `"${name}"` : `"${name}" (${declaredAt.file}:${declaredAt.line})`,
  );
  const people = principals.map(({ is, text, type }) => {
    const kind = type === 'GROUP' ? 'group' : 'user';
    return `to ${kind} "${text}"${is === null ? '' : `: ${is}`}`;
  });
  const end = expires === null ? [] : [`${expired ? 'ended' : 'ends'} ${expires}`];
  return [
    `gives ${sets.join(', ')}`,
    ...people,
    ...end,
    ...(reason === null ? [] : [`reason: ${reason}`]),
    ...(grants === null || reaches === null
      ? []
      : [
          `${count(grants, 'assignment')} in ${count(reaches.length, 'account')}${expired ? ', if it had not ended' : ''}`,
        ]),
  ];
}
