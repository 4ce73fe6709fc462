import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan/plan.ts';
import { permissionSetSections } from '../../src/report/permission-set-section.ts';
import { renderComment } from '../../src/report/render-comment.ts';
import { allow, policy } from '../core/policy/policies.ts';
import { at, changeSet, finding, plan } from './build-plan.ts';
import * as plans from './policy-plans.ts';

const folder = new URL('fixtures/expected-policies/', import.meta.url);

const frame = {
  marker: '<!-- marker -->',
  record: null,
  runUrl: null,
  repositoryUrl: null,
  isPublicRepository: false,
};

function viewOf(of: Plan) {
  return {
    plan: of,
    occasion: 'pull-request' as const,
    runUrl: null,
    repositoryUrl: null,
    isPublicRepository: false,
  };
}

/** The section alone, each entry in full or in one of its shorter forms. */
function section(of: Plan, form = 0): string {
  return permissionSetSections(of.operations, viewOf(of))
    .flatMap(({ open, entries }) => [open, '', ...entries.map(({ forms }) => forms[form] ?? '')])
    .join('\n');
}

describe('what is told of a permission set', () => {
  it.each(Object.entries(plans))('reads as expected: %s', (name, of) => {
    const text = `${section(of)}\n\nShorter:\n\n${section(of, 1)}\n\nShortest:\n\n${section(of, 2)}\n`;
    const file = new URL(`${name}.md`, folder);
    if (process.env['UPDATE_EXPECTED'] === '1' || !existsSync(file)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  it('stays short however much a policy allows, with the totals', () => {
    const all = plan([
      changeSet('All', { inlinePolicy: null }, { inlinePolicy: policy(allow(['*:Put*'])) }),
    ]);
    const text = section(all, 1);
    expect(text).toMatch(/\*\*gains\*\* [\d,]+ write actions/);
    expect(text).toMatch(/… and [\d,]+ more/);
    expect(text.length).toBeLessThan(3000);
  });

  it('says under how it was read that AWS checked no policy, and nowhere else', () => {
    const headline = '1 inline policy of this change was not checked by AWS: the role may not ask';
    const told = {
      ...plans.widened,
      findings: [finding({ code: 'policies-unchecked', severity: 'info', headline })],
    };
    const { body } = renderComment(told, frame);
    expect(body.split(headline)).toHaveLength(2);
    expect(body).not.toContain('Notes');
    expect(body.indexOf(headline)).toBeGreaterThan(body.indexOf('How this plan was read'));
  });

  it('lets foreign text be nothing but text', () => {
    const hostile = ['`` ` @team </details>', '<!-- -->|#1', '::error::x', '${x}'];
    const before = policy(allow('s3:GetObject', hostile, { Sid: 'x' }));
    const after = policy(
      allow([...hostile, 's3:*'], [...hostile, '@team'], {
        Condition: { [hostile[0] ?? '']: { [hostile[1] ?? '']: hostile } },
      }),
    );
    const both = plan([
      changeSet('Set', { inlinePolicy: before }, { inlinePolicy: after }, at('a.yaml', 1)),
    ]);
    const { body } = renderComment(both, frame);
    expect(body.match(/<!--/g)).toHaveLength(1);
    expect(body).not.toMatch(/(?<![A-Za-z0-9_])@team/);
    const outside = body.replaceAll(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
    expect(outside.match(/<\/details>/g)?.length).toBe(outside.match(/<details>/g)?.length);
  });
});
