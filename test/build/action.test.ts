import { readFileSync } from 'node:fs';
import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const content = readFileSync('action.yml', 'utf8');
const action = parse(content) as {
  inputs: Record<string, { description: string; required: boolean; default: string }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
};

describe('action.yml', () => {
  it("has nothing for GitHub's own parser to complain about", () => {
    const result = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter());
    expect(result.context.errors.getErrors().map((error) => error.message)).toEqual([]);
    expect(result.value).toBeDefined();
  });

  it('is refused by that parser when it is wrong, so the test above can fail', () => {
    const wrong = content.replace('using: node24', 'using: node9');
    const result = parseAction(
      { name: 'action.yml', content: wrong },
      new NoOperationTraceWriter(),
    );
    expect(result.context.errors.getErrors()).not.toEqual([]);
  });

  it('declares every input', () => {
    expect(Object.keys(action.inputs)).toEqual([
      'mode',
      'config',
      'owner',
      'github-token',
      'approve-plan',
      'new-accounts',
      'read',
      'fail-on-drift',
      'drift-pull-request',
      'principal',
      'account',
      'permission-set',
      'rule',
      'entra-client-id',
      'entra-tenant-id',
      'aws-region',
    ]);
  });

  it('declares every output', () => {
    expect(Object.keys(action.outputs)).toEqual([
      'result',
      'has-changes',
      'grants',
      'revokes',
      'permission-set-changes',
      'held',
      'blocked',
      'waiting',
      'failed',
      'drift',
      'plan-digest',
      'plan-path',
      'summary-path',
      'record-path',
      'record-name',
      'comment-url',
      'issue-url',
      'report-path',
    ]);
  });

  it('needs no input, and says what the defaults are as text, which is all that inputs can be', () => {
    for (const input of Object.values(action.inputs)) {
      expect(input.required).toBe(false);
      expect(input.default).toBeTypeOf('string');
      expect(input.description).not.toBe('');
    }
  });

  it('runs the committed bundle', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});
