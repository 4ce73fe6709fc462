import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checks } from '../../src/core/doctor/run-checks.ts';

const page = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  .map(([step = '', , checked = '', done = '', told = '']) => ({
    step: Number(step),
    checked: [...checked.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id),
    done,
    told,
  }));

describe('docs/doctor.md', () => {
  it('handles each of the 52 steps of the set-up guides', () => {
    expect(rows.map(({ step }) => step)).toEqual(Array.from({ length: 52 }, (_none, at) => at + 1));
    const nowhere = rows.filter(
      ({ checked, done, told }) => checked.length === 0 && `${done}${told}` === '',
    );
    expect(nowhere).toEqual([]);
  });

  it('tells for each step the checks that the code has for it', () => {
    const coded = rows.map(({ step }) => ({
      step,
      checked: checks.filter(({ guideSteps }) => guideSteps.includes(step)).map(({ id }) => id),
    }));
    const sorted = coded.map(({ step, checked }) => ({ step, checked: checked.toSorted() }));
    expect(rows.map(({ step, checked }) => ({ step, checked: checked.toSorted() }))).toEqual(
      sorted,
    );
  });

  it('describes every check once, and no other', () => {
    const [, section = ''] = page.split('\n## Checks\n');
    const [tables = ''] = section.split('\n## What it may read\n');
    const told = [...tables.matchAll(/^\| `([a-z-]+)`/gm)].map(([, id = '']) => id);
    expect(told.toSorted()).toEqual(checks.map(({ id }) => id).toSorted());
  });
});
